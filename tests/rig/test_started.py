import pytest
from rig.started import Started


class Stage(Started):
    """Records its calls; may fail to start."""

    def __init__(self, *, fails: bool = False) -> None:
        self._fails = fails
        self.done: list[str] = []

    def start(self) -> None:
        self.done.append("started")
        if self._fails:
            raise RuntimeError("half started")

    def stop(self) -> None:
        self.done.append("stopped")


def test_a_started_object_runs_within_the_block_and_stops_after_it() -> None:
    stage = Stage()
    with stage:
        assert stage.done == ["started"]
    assert stage.done == ["started", "stopped"]


def test_a_partial_start_is_stopped() -> None:
    stage = Stage(fails=True)
    with pytest.raises(RuntimeError, match="half started"), stage:
        pass
    assert stage.done == ["started", "stopped"]
