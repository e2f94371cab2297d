"""``voices``: list the voices, and speak with one."""

import argparse
import contextlib
import json
import queue
import sys
from dataclasses import asdict
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.audio.voices.voice import Voice

SLOWEST = 100
FASTEST = 260
USUAL = 170


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``voices`` and its own commands."""
    parser = subparsers.add_parser("voices", help="list the voices, and speak with one")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    listing = commands.add_parser(
        "list",
        help="list the voices on this machine",
        description="List the voices that can ask questions on this machine, the default first. "
        "The exit status is 1 if there are none.",
        parents=parent_parsers(json=True),
    )
    listing.set_defaults(run=list_voices)

    say = commands.add_parser(
        "say",
        help="speak text aloud",
        description="Speak text aloud, or save it as a WAV file.",
        parents=parent_parsers(),
    )
    say.add_argument("text", metavar="TEXT")
    say.add_argument("--voice", metavar="ID", help="the ID of a voice from `voices list`")
    say.add_argument(
        "--rate",
        type=int,
        default=USUAL,
        metavar="N",
        help=f"words a minute, from {SLOWEST} to {FASTEST} (default: {USUAL})",
    )
    say.add_argument(
        "--output", type=Path, metavar="FILE.wav", help="write the sound to this file instead"
    )
    say.set_defaults(run=say_text)


def list_voices(arguments: argparse.Namespace) -> int:
    """Print the ID, language, and name of each voice; return 1 if there are none."""
    from mock_interviewer.audio.voices import chooser
    from mock_interviewer.audio.voices.system_voice import how_to_install_voices

    voices = chooser.list_voices()
    if arguments.json:
        print(json.dumps([asdict(voice) for voice in voices], ensure_ascii=False, indent=2))
        return 0 if voices else 1
    if not voices:
        print(f"No voices found. {how_to_install_voices()}")
        return 1
    for voice in voices:
        print(f"{voice.id:36} {voice.language:16} {voice.listed_name}")
        if voice.problem:
            print(f"{'':36} {'':16} {voice.problem}")
    return 0


def say_text(arguments: argparse.Namespace) -> int:
    """Say the text aloud, or write it to the file given by --output."""
    from mock_interviewer.audio.voices.chooser import choose_voice
    from mock_interviewer.audio.voices.text_pieces import printable_line

    if not printable_line(arguments.text):
        raise UsageError("The text contains nothing to say. Enter at least one word.")
    if not SLOWEST <= arguments.rate <= FASTEST:
        raise UsageError(f"--rate must be from {SLOWEST} to {FASTEST} words a minute.")
    choice = choose_voice(arguments.voice)
    with contextlib.closing(choice.voice):
        if choice.damage is not None:
            raise choice.damage
        if choice.reason and arguments.voice is not None:
            raise UsageError(
                f"There is no voice “{arguments.voice}”. `mock-interviewer voices list` lists all"
                " voices."
            )
        if choice.reason:
            print(choice.reason, file=sys.stderr)
        if arguments.output is not None:
            return _write(choice.voice, arguments)
        return _say_aloud(choice.voice, arguments)


def _write(voice: Voice, arguments: argparse.Namespace) -> int:
    from mock_interviewer.audio.files.sound_file import write_wav
    from mock_interviewer.audio.voices.pronunciation import spoken_form

    sound = voice.synthesize(spoken_form(arguments.text), rate=arguments.rate)
    try:
        write_wav(arguments.output, sound)
    except OSError as error:
        raise UsageError(
            f"{arguments.output} can't be written: {error.strerror}. Choose another file."
        ) from error
    return 0


def _say_aloud(voice: Voice, arguments: argparse.Namespace) -> int:
    from mock_interviewer.audio.playback.device_player import DevicePlayer
    from mock_interviewer.audio.voices.speaker import (
        Speaker,
        UtteranceEvent,
        UtteranceFailed,
        UtteranceStarted,
    )

    events: queue.SimpleQueue[UtteranceEvent] = queue.SimpleQueue()
    with (
        contextlib.closing(DevicePlayer()) as player,
        contextlib.closing(Speaker(voice, player, rate=arguments.rate)) as speaker,
    ):
        speaker.say(arguments.text, events.put)
        while isinstance(event := events.get(), UtteranceStarted):
            continue
        if isinstance(event, UtteranceFailed):
            raise event.error
    return 0
