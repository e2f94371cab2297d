"""Speech made slower or faster without changing its pitch."""

from itertools import pairwise
from typing import Any

import numpy as np

from mock_interviewer.audio.samples import Samples

_NOTHING: Samples = np.zeros(0, dtype=np.float32)


def preload_stretching() -> None:
    """Load what stretching takes, which may last a fifth of a second; not on the GUI's thread."""
    import av.filter

    av.filter.Filter("atempo")


class TimeStretcher:
    """Takes a stream of samples at ``rate`` Hz to a speed from 0.5 to 2, block by block.

    By FFmpeg's atempo, which lays waves of the voice over each other. What comes out is as long as
    what goes in divided by the speed, to some hundredths of a second.
    """

    def __init__(self, rate: int, speed: float) -> None:
        self._rate = rate
        self._given = 0
        self._graph: Any = None
        if speed != 1.0:
            self._graph = _graph(rate, speed)

    def take(self, block: Samples) -> Samples:
        """Return what the block adds to the stretched stream; may be empty."""
        if self._graph is None or not len(block):
            return block
        import av

        packed = np.ascontiguousarray(block, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="mono")
        frame.sample_rate, frame.pts = self._rate, self._given
        self._given += len(block)
        self._graph.push(frame)
        return self._pulled()

    def rest(self) -> Samples:
        """Return what is still held back, at the stream's end."""
        if self._graph is None or not self._given:
            return _NOTHING
        self._graph.push(None)
        return self._pulled()

    def _pulled(self) -> Samples:
        import av

        parts = [_NOTHING]
        try:
            while True:
                parts.append(self._graph.pull().to_ndarray().reshape(-1))
        except (av.BlockingIOError, av.EOFError):
            return np.concatenate(parts)


def _graph(rate: int, speed: float) -> Any:
    import av.filter

    graph = av.filter.Graph()
    nodes = (
        graph.add_abuffer(format="flt", sample_rate=rate, layout="mono"),
        graph.add("atempo", str(speed)),
        graph.add("abuffersink"),
    )
    for before, after in pairwise(nodes):
        before.link_to(after)
    graph.configure()
    return graph
