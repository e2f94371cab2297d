"""A client of a hub of models, on its own library. Only the process that fetches imports this.

Every answer is checked: it may come from a broken hub, another server, or a sign-in page.
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

_USER_AGENT = "mock-interviewer"
_WHOLE, _PART, _BEYOND = 200, 206, 416
_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")

# The errors of the HTTP library that the hub's is built on: base classes of the hub's own.
_TRANSPORT: tuple[type[Exception], ...] = tuple(
    base
    for base in HfHubHTTPError.__bases__
    if issubclass(base, Exception) and not issubclass(base, OSError)
)


class HubError(Exception):
    """A model cannot be fetched: a sentence, and what to do."""

    def __init__(self, what: str, remedy: str, *, resumable: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.resumable = resumable


class TemporaryHubError(HubError):
    """A model cannot be fetched now, but another try may help."""

    def __init__(self, what: str, remedy: str = "") -> None:
        remedy = remedy or "Check the connection and download again: it resumes from here."
        super().__init__(what, remedy, resumable=True)


class ResumeRefused(Exception):
    """The hub does not resume a file: the part that is here is of no use."""


@dataclass(frozen=True)
class HubFile:
    """A file of a model on a hub, with the hub's checksum."""

    name: str
    size: int
    checksum: str

    @property
    def part(self) -> str:
        """Its name until it is verified; different for different contents."""
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
    """The hub at HF_ENDPOINT. ``patience``: seconds without a byte after which a request fails."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.host = constants.ENDPOINT.partition("://")[2]

    def describe(self, repository: str) -> HubModel:
        """Return the files of a model; raises HubError."""
        api = HfApi(token=False, library_name=_USER_AGENT)
        try:
            info = api.model_info(repository, files_metadata=True, timeout=self._patience)
            siblings = {sibling.rfilename: sibling for sibling in info.siblings or ()}
        except HfHubHTTPError as error:
            raise self._status_error(error.response.status_code, repository) from error
        except _TRANSPORT as error:
            raise self._connection_error(error) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._not_a_hub() from error
        missing = missing_file(siblings)
        if missing is not None:
            raise HubError(
                f"{self.host} has no {missing} in {repository}, which a speech model needs.",
                "Choose another model.",
            )
        if not is_checksum(info.sha):
            raise self._not_a_hub()
        names = sorted(KNOWN_FILES & siblings.keys())
        files = [self._file(siblings[name]) for name in names]
        files.sort(key=lambda file: file.size)
        return HubModel(repository, str(info.sha), tuple(files))

    @contextmanager
    def stream(
        self, model: HubModel, file: HubFile, start: int
    ) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Request a file from byte ``start`` on; yield where it really starts, and its bytes.

        Raises HubError or ResumeRefused, also while the bytes are read.
        """
        url = hf_hub_url(model.repository, file.name, revision=model.revision)
        # A compressed stream could not be resumed.
        headers = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            with get_session().stream(
                "GET", url, headers=headers, timeout=self._patience, follow_redirects=True
            ) as answer:
                begin = self._begin(answer, model.repository, file, start)
                yield begin, self._blocks(answer)
        except _TRANSPORT as error:
            raise self._connection_error(error) from error

    def _blocks(self, answer: Any) -> Iterator[bytes]:
        try:
            # As they come: in blocks of a fixed size, those before a break would be lost.
            yield from answer.iter_bytes()
        except _TRANSPORT as error:
            raise self._connection_error(error) from error

    def _file(self, sibling: Any) -> HubFile:
        name = str(sibling.rfilename)
        large = sibling.lfs
        size = sibling.size if large is None else large.size
        checksum = sibling.blob_id if large is None else large.sha256
        if type(size) is not int or not is_checksum(checksum):
            raise self._not_a_hub()
        if not 0 < size <= largest_size(name):
            raise HubError(
                f"{self.host} says that {name} has {size} bytes, which no speech model has.",
                "Choose another model.",
            )
        return HubFile(name, size, checksum)

    def _begin(self, answer: Any, repository: str, file: HubFile, start: int) -> int:
        """Return where the answer starts in the file; raises HubError or ResumeRefused."""
        if answer.status_code == _BEYOND:
            raise ResumeRefused
        if answer.status_code not in {_WHOLE, _PART}:
            raise self._status_error(answer.status_code, repository)
        if "html" in answer.headers.get("Content-Type", ""):
            raise self._not_a_hub()
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

    def _status_error(self, status: int, repository: str) -> HubError:
        """Return the error for an answer with another status than success."""
        if status in {401, 404, 410}:
            return HubError(
                f"{self.host} does not have {repository}, or does not give it to everybody"
                f" ({status}).",
                "Choose another model, or import one that you have.",
            )
        if status == 403:  # noqa: PLR2004 - a well-known number
            return HubError(
                f"{self.host} does not let us have {repository} (403).",
                "Choose another model, or import one that you have.",
            )
        if status == 429:  # noqa: PLR2004
            return TemporaryHubError(
                f"{self.host} is asked too often from here (429).",
                "Download again in some minutes: it resumes from here.",
            )
        if status in _BUSY:
            return TemporaryHubError(
                f"{self.host} is out of order ({status}).",
                "Download again later: it resumes from here.",
            )
        return self._not_a_hub(status)

    def _not_a_hub(self, status: int | None = None) -> HubError:
        answer = "" if status is None else f" ({status})"
        return HubError(
            f"{self.host} does not answer as a hub of models does{answer}.",
            "A sign-in page of the network may be in between, or HF_ENDPOINT names something"
            " else: mend that and download again.",
            resumable=True,
        )

    def _connection_error(self, error: Exception) -> HubError:
        """Return the error for a connection that failed."""
        kind = type(error).__name__
        if kind == "TooManyRedirects":
            return self._not_a_hub()
        if "Connect" in kind or "Proxy" in kind:
            return TemporaryHubError(f"{self.host} cannot be reached.")
        if "Timeout" in kind:
            return TemporaryHubError(
                f"{self.host} stopped answering for {self._patience:g} seconds."
            )
        return TemporaryHubError(f"The connection to {self.host} broke off.")
