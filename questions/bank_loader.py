"""Loading of banks from files, with the file and the line of each error."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.model import Bank, BankFile, BankHeader, Question, SectionFile
from mock_interviewer.questions.validation import (
    PlacedQuestion,
    check_header,
    check_question,
    check_questions,
    explain_invalid,
    question_maps,
)
from mock_interviewer.questions.yaml_reader import YamlMap, read_map

HEADER_FILE = "bank.yaml"
_SHIPPED = Path(__file__).parent / "banks"
_FIRST = "llm"

Shape = TypeVar("Shape", bound=BaseModel)


def bank_ids() -> tuple[str, ...]:
    """Return the ids of the banks that come with the program, ``llm`` first."""
    ids = [header.parent.name for header in _SHIPPED.glob(f"*/{HEADER_FILE}")]
    return tuple(sorted(ids, key=lambda name: (name != _FIRST, name)))


def bank_folder(bank_id: str) -> Path:
    """Return the folder of a bank that comes with the program; raises BankError for another id."""
    if bank_id not in bank_ids():
        raise BankError(
            _SHIPPED,
            None,
            f"there is no bank {quoted(bank_id)}",
            f"choose one of {', '.join(bank_ids())}",
        )
    return _SHIPPED / bank_id


@cache
def load_bank(bank_id: str) -> Bank:
    """Return a bank that comes with the program, read once per process; raises BankError."""
    return read_bank(bank_folder(bank_id))


def shipped_banks() -> tuple[Bank, ...]:
    """Read all banks that come with the program, ``llm`` first; raises BankError."""
    return tuple(load_bank(bank_id) for bank_id in bank_ids())


def read_bank(path: Path) -> Bank:
    """Return the bank in a folder or a single file; raises BankError for the first problem.

    The questions are in the order of their sources, whatever file they are in. Questions without
    a source are numbered in their order, as list 1.
    """
    bank, problems = inspect_bank(path)
    if bank is None:
        raise problems[0]
    return bank


def inspect_bank(path: Path) -> tuple[Bank | None, tuple[BankError, ...]]:
    """Return a bank, or None and everything that is wrong with it.

    For a file that is a part of a bank's folder, the whole folder is read.
    """
    path = _whole_bank(path)
    reader = _BankReader()
    return reader.result(reader.folder(path) if path.is_dir() else reader.single_file(path))


def inspect_map(root: YamlMap, path: Path) -> tuple[Bank | None, tuple[BankError, ...]]:
    """Return the bank in the YAML map of a bank file, or None and everything that is wrong with it.

    Each BankError names ``path``, and the line from the map.
    """
    reader = _BankReader()
    return reader.result(reader.whole_bank(root, path))


def _whole_bank(path: Path) -> Path:
    """Return the bank's folder that a file is a part of, or the path itself for any other."""
    if not path.is_file() or not (path.parent / HEADER_FILE).is_file():
        return path
    try:
        keys = read_map(path).keys()
    except BankError:
        return path
    stands_alone = "questions" in keys and not keys.isdisjoint(BankHeader.model_fields)
    return path if stands_alone else path.parent


class _BankReader:
    """Collects the questions and the problems in the files of one bank."""

    def __init__(self) -> None:
        self.placed: list[PlacedQuestion] = []
        self.problems: list[BankError] = []
        self._refused_ids: set[str] = set()
        self._unread = False
        self._unnumbered = 0
        self._head: tuple[Path, YamlMap] | None = None
        """The file of the header, and its map."""

    def folder(self, folder: Path) -> BankHeader | None:
        """Read ``bank.yaml`` and every other YAML file of a folder."""
        header = folder / HEADER_FILE
        if not header.exists():
            self._refuse(
                folder, f"the folder has no {HEADER_FILE}", "add one with id, name and version"
            )
            return None
        files = sorted(
            file
            for file in folder.iterdir()
            if file.suffix.lower() in {".yaml", ".yml"} and file.name != HEADER_FILE
        )
        if not files:
            self._refuse(folder, "the folder has no questions", "add one YAML file per section")
        for file in files:
            self._questions(file, SectionFile)
        root, content = self._file(header, BankHeader)
        if root is not None:
            self._head = header, root
        return content

    def single_file(self, path: Path) -> BankHeader | None:
        """Read a bank from one file."""
        return self._questions(path, BankFile)

    def whole_bank(self, root: YamlMap, path: Path) -> BankHeader | None:
        """Read a bank from the map of one file."""
        self._head = path, root
        return self._entries(path, root, self._shaped(path, root, BankFile))

    def result(self, header: BankHeader | None) -> tuple[Bank | None, tuple[BankError, ...]]:
        """Check the questions against each other, and return the bank or the problems."""
        if not self._unread:
            known = {placed.question.id for placed in self.placed} | self._refused_ids
            self.problems += check_questions(self.placed, known)
            if self._head is not None and header is not None:
                self.problems += check_header(*self._head, header, known)
        self.problems.sort(key=lambda problem: (problem.path, problem.line or 0))
        if header is None or self.problems:
            return None, tuple(self.problems)
        questions = [placed.question for placed in self.placed]
        questions.sort(key=lambda question: (question.source.list, question.source.number))
        return _bank(header, questions), ()

    def _refuse(self, path: Path, what: str, remedy: str) -> None:
        self.problems.append(BankError(path, None, what, remedy))

    def _file(self, path: Path, shape: type[Shape]) -> tuple[YamlMap | None, Shape | None]:
        """Return the content of a file, raw and validated; None for either if it is invalid."""
        try:
            root = read_map(path)
        except BankError as error:
            self.problems.append(error)
            return None, None
        return root, self._shaped(path, root, shape)

    def _shaped(self, path: Path, root: YamlMap, shape: type[Shape]) -> Shape | None:
        try:
            return shape.model_validate(root)
        except ValidationError as error:
            self.problems += explain_invalid(error, root, path, shape)
            return None

    def _questions(self, path: Path, shape: type[Shape]) -> Shape | None:
        root, content = self._file(path, shape)
        if root is None:
            self._unread = True
            return None
        if shape is BankFile:
            self._head = path, root
        return self._entries(path, root, content)

    def _entries(self, path: Path, root: YamlMap, content: Shape | None) -> Shape | None:
        """Read the questions in ``root``, and return ``content``, the validated file."""
        for _, node in question_maps(root, "questions", path, self.problems):
            self._question(path, node, root)
        return content

    def _question(self, path: Path, node: YamlMap, root: YamlMap) -> None:
        fields: dict[str, object] = dict(node)
        if "section" in root:
            fields.setdefault("section", root["section"])
        if "source" not in node:
            self._unnumbered += 1
            fields["source"] = {"list": 1, "number": self._unnumbered}
        try:
            placed = PlacedQuestion(Question.model_validate(fields), path, node)
        except ValidationError as error:
            self.problems += explain_invalid(error, node, path)
            if isinstance(refused := node.get("id"), str):
                self._refused_ids.add(refused)
            return
        self.placed.append(placed)
        self.problems += check_question(placed)


def _bank(header: BankHeader, questions: list[Question]) -> Bank:
    retired = set(header.retired)
    return Bank(
        id=header.id,
        name=header.name,
        version=header.version,
        questions=tuple(question for question in questions if question.id not in retired),
        retired=tuple(question for question in questions if question.id in retired),
        groups=header.groups,
        vocabulary=header.vocabulary,
    )
