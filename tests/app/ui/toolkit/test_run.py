import threading

from mock_interviewer.app.ui.toolkit.tasks import StoppableTask


def test_work_on_a_thread_of_its_own_is_told_to_stop_and_waited_for() -> None:
    run, ended = StoppableTask(), list[threading.Thread]()

    def work() -> None:
        if run._stop.wait(10):
            ended.append(threading.current_thread())

    run.begin(work, "long-work")
    assert not run.stopped
    run.stop()
    run.wait()
    assert run.stopped
    assert [(thread.name, thread.daemon) for thread in ended] == [("long-work", True)]


def test_what_never_began_is_not_waited_for() -> None:
    run = StoppableTask()
    run.stop()
    run.wait()
    assert run.stopped
