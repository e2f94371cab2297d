"""The voice detector in this process, out of the file that the recognition worker uses."""

from functools import cache

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.detector import Run, StreamingDetector


def load_detector() -> StreamingDetector:
    """Return a detector for one stretch of sound; the first takes some 0.2 s to load.

    Any thread. Raises ModelError where the detector is missing or damaged.
    """
    return StreamingDetector(_loaded())


@cache
def _loaded() -> Run:
    """Return what runs the network on one thread: a window is done in a fifth of a millisecond."""
    from mock_interviewer.audio.recognition.model_status import INSTALL_AGAIN
    from mock_interviewer.audio.recognition.models import speech_detector_file

    path = speech_detector_file()
    try:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # The library's own errors have no base of theirs, and it may lack what it is linked with.
        raise ModelError(
            f"The speech detector cannot be loaded: {error}.", f"{INSTALL_AGAIN}."
        ) from error
    run: Run = session.run
    return run
