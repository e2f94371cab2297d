import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from rig import processes
from rig.processes import end, is_over, living_descendants, running

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
print(child.pid, flush=True)
input()
"""


def test_living_descendants_are_found() -> None:
    before = living_descendants()
    command = [sys.executable, "-S", "-c", PARENT]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())
    assert living_descendants() - before == {child.pid, grandchild}
    end(child)
    assert child.pid not in living_descendants()


def test_a_child_started_by_another_thread_is_found() -> None:
    before = living_descendants()
    started: list[subprocess.Popen[bytes]] = []
    command = [sys.executable, "-S", "-c", "input()"]

    def start() -> None:
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert living_descendants() - before == {started[0].pid}
    end(started[0])


def test_an_ended_child_is_not_listed() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.pid not in living_descendants()
    end(child)


def test_without_a_fast_lookup_all_processes_are_searched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "_THREADS", tmp_path / "nowhere")
    child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    assert child.pid in living_descendants()
    end(child)


def test_a_running_child_is_found_by_part_of_its_command_line() -> None:
    command = [sys.executable, "-S", "-c", "input()  # by this it is known"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        assert [found.pid for found in running("this it is")] == [child.pid]
        assert running("that it is") == []
        end(child)


def test_an_ended_child_is_not_running() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert child.pid not in [found.pid for found in running("")]
    end(child)


def test_a_zombie_counts_as_ended() -> None:
    child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    process = psutil.Process(child.pid)
    assert not is_over(process)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_over(process)
    end(child)
    assert is_over(process)
