"""A hub of models, asked through its own library. Only the process that fetches imports this.

Every answer is checked: a hub can be out of order, somebody else's, or a sign-in page in between.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from huggingface_hub import HfApi, constants, get_session, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError

from mock_interviewer.audio.recognition.installation.model_check import is_checksum
from mock_interviewer.audio.recognition.models.manifest import (
    KNOWN_FILES,
    largest_size,
    missing_file,
)

_US = "mock-interviewer"
_WHOLE, _PART, _BEYOND = 200, 206, 416
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")

# Whichever HTTP library the hub's stands on: its errors are what the hub's own are made of.
_TRANSPORT: tuple[type[Exception], ...] = tuple(
    base
    for base in HfHubHTTPError.__bases__
    if issubclass(base, Exception) and not issubclass(base, OSError)
)


class HubError(Exception):
    """Why a model cannot be had, as a sentence with what to do."""

    def __init__(self, what: str, remedy: str, *, resumable: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.resumable = resumable


class TemporaryHubError(HubError):
    """The same, where another try in a moment may help."""

    def __init__(self, what: str, remedy: str = "") -> None:
        remedy = remedy or "Check the connection and download again: it goes on from here."
        super().__init__(what, remedy, resumable=True)


class ResumeRefused(Exception):
    """The hub does not go on from where we are: what is here of the file is of no use."""


@dataclass(frozen=True)
class HubFile:
    """A file of a model on a hub, with the checksum that the hub has of it."""

    name: str
    size: int
    checksum: str

    @property
    def part(self) -> str:
        """What it is called until its last byte was checked: never mixed with other contents."""
        return f"{self.name}.{self.checksum[:12]}.part"


@dataclass(frozen=True)
class HubModel:
    """A model on a hub; ``revision`` is the commit whose files these are."""

    repository: str
    revision: str
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


class HubClient:
    """The hub that HF_ENDPOINT names. ``patience``: seconds without a byte that it may take."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.host = constants.ENDPOINT.partition("://")[2]

    def describe(self, repository: str) -> HubModel:
        """Ask which files a model has; raises Refusal."""
        api = HfApi(token=False, library_name=_US)
        try:
            info = api.model_info(repository, files_metadata=True, timeout=self._patience)
            siblings = {sibling.rfilename: sibling for sibling in info.siblings or ()}
        except HfHubHTTPError as error:
            raise self._answered(error.response.status_code, repository) from error
        except _TRANSPORT as error:
            raise self._out_of_reach(error) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._no_hub() from error
        missing = missing_file(siblings)
        if missing is not None:
            raise HubError(
                f"{self.host} has no {missing} in {repository}, which a speech model needs.",
                "Choose another model.",
            )
        if not is_checksum(info.sha):
            raise self._no_hub()
        names = sorted(KNOWN_FILES & siblings.keys())
        files = [self._file(siblings[name]) for name in names]
        files.sort(key=lambda file: file.size)
        return HubModel(repository, str(info.sha), tuple(files))

    @contextmanager
    def stream(
        self, model: HubModel, file: HubFile, start: int
    ) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Ask for a file from byte ``start`` on; give where it really starts, and its bytes.

        Raises Refusal, or ResumeRefused; so does taking the bytes.
        """
        url = hf_hub_url(model.repository, file.name, revision=model.revision)
        # Packed bytes could not be gone on with.
        headers = {"User-Agent": _US, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            with get_session().stream(
                "GET", url, headers=headers, timeout=self._patience, follow_redirects=True
            ) as answer:
                begin = self._begin(answer, model.repository, file, start)
                yield begin, self._blocks(answer)
        except _TRANSPORT as error:
            raise self._out_of_reach(error) from error

    def _blocks(self, answer: Any) -> Iterator[bytes]:
        try:
            # As they come: put together into blocks, those before a break would be lost.
            yield from answer.iter_bytes()
        except _TRANSPORT as error:
            raise self._out_of_reach(error) from error

    def _file(self, sibling: Any) -> HubFile:
        name = str(sibling.rfilename)
        large = sibling.lfs
        size = sibling.size if large is None else large.size
        checksum = sibling.blob_id if large is None else large.sha256
        if type(size) is not int or not is_checksum(checksum):
            raise self._no_hub()
        if not 0 < size <= largest_size(name):
            raise HubError(
                f"{self.host} says that {name} has {size} bytes, which no speech model has.",
                "Choose another model.",
            )
        return HubFile(name, size, checksum)

    def _begin(self, answer: Any, repository: str, file: HubFile, start: int) -> int:
        """Return where the answer starts in the file; raises when it is not that file's."""
        if answer.status_code == _BEYOND:
            raise ResumeRefused
        if answer.status_code not in {_WHOLE, _PART}:
            raise self._answered(answer.status_code, repository)
        if "html" in answer.headers.get("Content-Type", ""):
            raise self._no_hub()
        length = answer.headers.get("Content-Length")
        begin = 0
        if answer.status_code == _PART:
            found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
            if found is None or int(found[1]) != start or found[3] not in {str(file.size), "*"}:
                raise ResumeRefused
            begin = start
        if length is not None and length != str(file.size - begin):
            raise HubError(
                f"{self.host} says that {file.name} has {file.size} bytes, and then sends"
                f" {length}.",
                "Download again later; if that does not help, choose another model.",
                resumable=True,
            )
        return begin

    def _answered(self, status: int, repository: str) -> HubError:
        """Return what an answer means that is not what was asked for."""
        if status in {401, 404, 410}:
            return HubError(
                f"{self.host} does not have {repository}, or does not give it to everybody"
                f" ({status}).",
                "Choose another model, or import one that you have.",
            )
        if status == 403:  # noqa: PLR2004 - as everybody knows it
            return HubError(
                f"{self.host} does not let us have {repository} (403).",
                "Choose another model, or import one that you have.",
            )
        if status == 429:  # noqa: PLR2004
            return TemporaryHubError(
                f"{self.host} is asked too often from here (429).",
                "Download again in some minutes: it goes on from here.",
            )
        if status in _BUSY:
            return TemporaryHubError(
                f"{self.host} is out of order ({status}).",
                "Download again later: it goes on from here.",
            )
        return self._no_hub(status)

    def _no_hub(self, status: int | None = None) -> HubError:
        answer = "" if status is None else f" ({status})"
        return HubError(
            f"{self.host} does not answer as a hub of models does{answer}.",
            "A sign-in page of the network may be in between, or HF_ENDPOINT names something"
            " else: mend that and download again.",
            resumable=True,
        )

    def _out_of_reach(self, error: Exception) -> HubError:
        """Return what it means that the connection failed."""
        kind = type(error).__name__
        if kind == "TooManyRedirects":
            return self._no_hub()
        if "Connect" in kind or "Proxy" in kind:
            return TemporaryHubError(f"{self.host} cannot be reached.")
        if "Timeout" in kind:
            return TemporaryHubError(
                f"{self.host} stopped answering for {self._patience:g} seconds."
            )
        return TemporaryHubError(f"The connection to {self.host} broke off.")
