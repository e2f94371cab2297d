"""A microphone and a speaker without hardware: a private PulseAudio server for one test.

The server, its sockets and an ALSA configuration that leads only to it live in a folder of their
own, so nothing of the person's sound is heard, seen or changed.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rig.processes import end
from rig.pulse_streams import FEED_RATE, NoiseFloor, SpeakerRecording
from rig.started import Started
from rig.wait import wait_until

TOOLS: Final = ("pulseaudio", "pactl", "paplay", "pacat", "parec")
MICROPHONE: Final = "Virtual Microphone"
SPEAKER: Final = "Virtual Speaker"
_OPTIONS: Final = (
    "--exit-idle-time=-1",
    "--daemonize=no",
    "--use-pid-file=no",
    "--disable-shm=yes",
)
_SINK: Final = "module-null-sink"
"""With norewinds=1 it works in steps of 50 ms; without, the first sound takes 2 s."""


def missing_tools() -> list[str]:
    """Return the programs that the rig needs but this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def no_devices(folder: Path) -> Path:
    """Return an ALSA configuration without usable devices.

    PortAudio aborts the program where ALSA knows no name at all, so there is one that leads
    nowhere.
    """
    path = folder / "no-devices.conf"
    path.write_text('pcm.nowhere { type pulse server "unix:/nowhere" }\n')
    return path


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not installed")
    return path


class PulseRig(Started):
    """A virtual speaker, and a virtual microphone that carries a noise floor of -70 dBFS.

    PortAudio sees them as "default", as MICROPHONE and as SPEAKER in the environment that
    ``environment()`` returns.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pulse-rig-"))
        self._socket = self.folder / "native"
        self._alsa = self.folder / "asound.conf"
        self._server: subprocess.Popen[bytes] | None = None
        self._floors: list[NoiseFloor] = []
        self._speaking: list[subprocess.Popen[bytes]] = []
        self._microphones: dict[str, str] = {}

    @property
    def server_pid(self) -> int:
        """Process id of the sound server."""
        return self._running().pid

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables that restrict a program to this rig."""
        return {
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "ALSA_CONFIG_PATH": str(self._alsa),
        }

    def environment(self) -> dict[str, str]:
        """Return a complete environment for a child process."""
        return os.environ | self.variables

    def start(self) -> None:
        """Start the server, also after ``kill``, and wait until the microphone runs."""
        script = self.folder / "rig.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._socket}\n"
            f"load-module {_SINK} sink_name=speaker rate={FEED_RATE} channels=2 norewinds=1\n"
            "set-default-sink speaker\n"
            "load-module module-cli exit_on_eof=1\n"
        )
        self._socket.unlink(missing_ok=True)
        log = f"--log-target=file:{self.folder / 'log'}"
        self._server = subprocess.Popen(
            [_tool("pulseaudio"), "-n", "-F", str(script), *_OPTIONS, log],
            env=self.environment() | {"HOME": str(self.folder)},
            # Its command line ends with our end of the pipe, which ends the server, so that a
            # killed test leaves none behind. In a session of its own it looks for no terminal.
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until(self._answers, 10.0, what="the rig's sound server answers")
        self._microphones.clear()
        self.add_microphone(MICROPHONE)
        self.control("set-default-source", self._microphones[MICROPHONE])
        self._await_samples(self._microphones[MICROPHONE])

    def stop(self) -> None:
        """Stop everything that the rig started and remove its folder; may be called twice."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """Kill the server, as a crash would; ``start`` brings up a new one."""
        if self._server is not None:
            end(self._server, at_once=True)
            self._server = None
        for floor in self._floors:
            floor.stop()
        for process in self._speaking:
            end(process, at_once=True)
        self._floors.clear()
        self._speaking.clear()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Suspend the server, so that it exists but does not respond."""
        server = self._running()
        server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            server.send_signal(signal.SIGCONT)

    def add_microphone(self, name: str, *, first: bool = False) -> None:
        """Plug in another microphone; with ``first``, before the existing ones."""
        number = len(self._floors)
        feed, source = f"micfeed{number}", f"microphone{number}"
        self._load(_SINK, f"sink_name={feed}", f"rate={FEED_RATE}", "channels=1", "norewinds=1")
        self._load("module-remap-source", f"master={feed}.monitor", f"source_name={source}")
        command = self._command("pacat", feed, "--raw", "--channels=1")
        self._floors.append(NoiseFloor(command, self.environment()))
        added = {name: source}
        self._microphones = added | self._microphones if first else self._microphones | added
        self._write_alsa()

    def remove_microphone(self, name: str = MICROPHONE, *, listed: bool = False) -> None:
        """Unplug a microphone; the server moves its users to another source.

        ``listed``: ALSA still knows its name. Else ALSA forgets it when it next reads its
        configuration, which is up to a second later in a program that runs.
        """
        source = self._microphones[name]
        self._unload("module-remap-source", f"source_name={source}")
        if not listed:
            del self._microphones[name]
            self._write_alsa()

    @contextlib.contextmanager
    def muted(self, name: str = MICROPHONE) -> Iterator[None]:
        """Make a microphone deliver exact zeros while the block runs."""
        self.control("set-source-mute", self._microphones[name], "1")
        try:
            yield
        finally:
            self.control("set-source-mute", self._microphones[name], "0")

    def speak(self, wav: Path, *, wait: bool = True, microphone: str = MICROPHONE) -> None:
        """Play a sound file into a microphone; with ``wait``, return once it was played."""
        self._play(wav, self.feed(microphone), wait=wait)

    def feed(self, microphone: str = MICROPHONE) -> str:
        """Return the server's name of the sink that feeds a microphone."""
        return self.source(microphone).replace("microphone", "micfeed")

    def source(self, microphone: str = MICROPHONE) -> str:
        """Return the server's name of the source of a microphone."""
        return self._microphones[microphone]

    def order(self, line: str) -> None:
        """Send the server a line of its own command language, which can do more than ``pactl``."""
        pipe = self._running().stdin
        if pipe is None:
            raise RuntimeError("the rig's sound server was started without a pipe")
        pipe.write(f"{line}\n".encode())
        pipe.flush()

    def play(self, wav: Path) -> None:
        """Play a whole sound file on the speaker, as another program would."""
        self._play(wav, "speaker", wait=True)

    @contextlib.contextmanager
    def record_speaker(self) -> Iterator[SpeakerRecording]:
        """Record the speaker until the block ends."""
        recording = SpeakerRecording(
            self.folder / f"speaker-{threading.get_ident()}.raw",
            [*self._command("parec", "speaker.monitor"), "--raw", "--channels=1", "--rate=16000"],
            self.environment(),
        )
        try:
            yield recording
            recording.catch_up()
        finally:
            recording.stop()

    def _play(self, wav: Path, sink: str, *, wait: bool) -> None:
        command = [*self._command("paplay", sink), str(wav)]
        process = subprocess.Popen(command, env=self.environment())
        if not wait:
            self._speaking.append(process)
            return
        status = process.wait()
        if status:
            raise RuntimeError(f"paplay ended with status {status}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            raise RuntimeError("the rig's sound server is not running")
        return self._server

    def _answers(self) -> bool:
        if self._running().poll() is not None:
            raise RuntimeError((self.folder / "log").read_text())
        command = [_tool("pactl"), "info"]
        asked = subprocess.run(command, env=self.environment(), capture_output=True, check=False)
        return asked.returncode == 0

    def _await_samples(self, source: str) -> None:
        """Read the first samples; the server is slow to start for its first listener."""
        command = [*self._command("parec", source), "--raw", "--channels=1", "--rate=16000"]
        process = subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE)
        try:
            if process.stdout is None or len(process.stdout.read(6_400)) < 6_400:
                raise RuntimeError("the rig's microphone gave no samples")
        finally:
            end(process)

    def _write_alsa(self) -> None:
        """Show PortAudio only the devices of the rig."""
        server = f'type pulse server "unix:{self._socket}"'
        lines = [f'pcm.!default {{ {server} fallback "" }}']
        lines += [
            f'pcm."{name}" {{ type asym capture.pcm {{ {server} device {source} }} }}'
            for name, source in self._microphones.items()
        ]
        lines.append(f'pcm."{SPEAKER}" {{ type asym playback.pcm {{ {server} device speaker }} }}')
        self._alsa.write_text("\n".join(lines) + "\n")

    def _command(self, tool: str, device: str, *options: str) -> list[str]:
        # A higher latency prevents gaps in the sound on a busy machine.
        latency = 20 if tool == "parec" else 150
        return [_tool(tool), f"--device={device}", f"--latency-msec={latency}", *options]

    def control(self, *arguments: str) -> str:
        """Run ``pactl`` on this server and return its output."""
        command = [_tool("pactl"), *arguments]
        environment = self.environment()
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
        return done.stdout

    def _load(self, module: str, *arguments: str) -> None:
        self.control("load-module", module, *arguments)

    def _unload(self, module: str, argument: str) -> None:
        for line in self.control("list", "short", "modules").splitlines():
            index, name, arguments, *_ = [*line.split("\t"), ""]
            if name == module and argument in arguments.split():
                self.control("unload-module", index)
