"""Time stretching: slower or faster speech at the same pitch."""

from itertools import pairwise
from typing import Any

import numpy as np

from mock_interviewer.audio.samples import Samples

_NOTHING: Samples = np.zeros(0, dtype=np.float32)


def preload_stretching() -> None:
    """Load the libraries for stretching, in some 0.2 s; do not call it on the GUI thread."""
    import av.filter

    av.filter.Filter("atempo")


class TimeStretcher:
    """Changes the speed of a stream of samples at ``rate`` Hz by 0.5 to 2, block by block.

    Uses FFmpeg's atempo, which overlaps waves of the voice. The length of the output is that of the
    input divided by the speed, to within some hundredths of a second.
    """

    def __init__(self, rate: int, speed: float) -> None:
        self._rate = rate
        self._given = 0
        self._graph: Any = None
        if speed != 1.0:
            self._graph = _graph(rate, speed)

    def take(self, block: Samples) -> Samples:
        """Return the stretched samples that the block completes; may be empty."""
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
        """Return the samples still held back at the end of the stream."""
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
