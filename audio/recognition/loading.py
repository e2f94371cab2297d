"""Getting a model into the worker's memory."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN
from mock_interviewer.audio.recognition.messages import (
    Load,
)
from mock_interviewer.audio.recognition.models import ModelStore

if TYPE_CHECKING:
    from mock_interviewer.audio.recognition.engine import Engine


def load(request: Load) -> "Engine":
    """Check the model's every byte while the libraries are being imported, then load it.

    Raises ModelError or RecognitionError.
    """
    store = ModelStore(Path(request.store))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="verify") as pool:
        folder = pool.submit(store.ready, request.model)
        try:
            from mock_interviewer.audio.recognition.engine import Engine
        except (ImportError, OSError) as error:
            raise RecognitionError(
                f"Speech recognition is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        return Engine(folder.result(), request.model)


def load_drafts(request: Load, engine: "Engine") -> "Engine | None":
    """Return the model that makes guesses; None where there is none, which harms nothing."""
    if request.drafts == request.model:
        return engine
    with suppress(MachineError):
        return load(Load(request.store, request.drafts or ""))
    return None
