"""The transcripts of questions and answers, kept in the repository with their dependencies."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rig.wer import word_error_rate
from rig.wording import heard_in, occurs

from mock_interviewer.audio.voices.pronunciation import spoken_form
from mock_interviewer.questions.model import Question

RECORD = Path(__file__).with_name("heard.json")
ENGINES = ("system", "neural")
REPHRASED = {"system": "system-rephrased", "neural": "neural-rephrased"}
"""The part in which an engine says rephrasings."""
ANSWERS = "answers"
PARTS = (*ENGINES, *REPHRASED.values(), ANSWERS)


@dataclass(frozen=True)
class Heard:
    """The transcript of one text.

    ``key`` stands for what was said and which words were expected. A question and a rephrasing have
    a word error rate, and their ``text`` where that is not 0; an answer the essential terms kept
    and lost.
    """

    key: str
    wer: float | None = None
    text: str = ""
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @classmethod
    def of_question(cls, question: Question, text: str) -> "Heard":
        """Compare a question with its transcript."""
        wer = word_error_rate(question.spoken or question.text, text)
        return cls(said_key(question), round(wer, 3), text if wer else "")

    @classmethod
    def of_rephrasing(cls, question: Question, text: str) -> "Heard":
        """Compare a rephrasing with its transcript."""
        wer = word_error_rate(question.rephrased or "", text)
        return cls(rephrased_key(question), round(wer, 3), text if wer else "")

    @classmethod
    def of_answer(cls, question: Question, text: str) -> "Heard":
        """Look for the essential terms of a model answer in its transcript."""
        said = question.model_answer or ""
        wanted = [t.term for t in question.vocabulary if t.essential and occurs(t.term, said)]
        kept = tuple(term for term in wanted if heard_in(term, text))
        lost = tuple(term for term in wanted if term not in kept)
        return cls(answer_key(question), text=text if lost else "", kept=kept, lost=lost)

    @property
    def summary(self) -> str:
        """The figure on one line."""
        if self.wer is not None:
            return f"{self.wer:.0%} {self.text}"
        lost = f", lost {', '.join(self.lost)}" if self.lost else ""
        return f"{len(self.kept)} of {len(self.kept) + len(self.lost)} terms{lost}"


@dataclass
class Record:
    """All transcripts, by part and question id."""

    parts: dict[str, dict[str, Heard]] = field(default_factory=lambda: {part: {} for part in PARTS})

    @classmethod
    def read(cls, path: Path = RECORD) -> "Record":
        """Read the record, or return an empty one if there is none yet."""
        record = cls()
        if path.is_file():
            for part, entries in json.loads(path.read_text("utf-8")).items():
                for ident, entry in entries.items():
                    lists = {name: tuple(entry.get(name, ())) for name in ("kept", "lost")}
                    record.parts[part][ident] = Heard(**(entry | lists))
        return record

    def is_fresh(self, part: str, question: Question) -> bool:
        """Return whether a question's entry is newer than everything that affects it."""
        heard = self.parts[part].get(question.id)
        return heard is not None and heard.key == _key_in(part, question)

    def keep(self, part: str, ident: str, heard: Heard, path: Path = RECORD) -> None:
        """Add transcripts and write the record."""
        self.parts[part][ident] = heard
        kept = {
            name: {ident: _short(entries[ident]) for ident in sorted(entries)}
            for name, entries in self.parts.items()
        }
        path.write_text(f"{json.dumps(kept, indent=1, ensure_ascii=False)}\n", "utf-8")

    def forget_all_but(self, ids: set[str]) -> None:
        """Drop questions that no longer exist."""
        for entries in self.parts.values():
            for ident in entries.keys() - ids:
                del entries[ident]


def said_key(question: Question) -> str:
    """Return a key for a question as it is spoken and its vocabulary."""
    return _key(question.text, spoken_form(question.spoken or question.text), question)


def rephrased_key(question: Question) -> str:
    """Return a key for a rephrasing of a question, as ``said_key`` does."""
    return _key(spoken_form(question.rephrased or ""), question)


def answer_key(question: Question) -> str:
    """Return a key for a model answer as it is spoken and its essential terms."""
    essential = [term.term for term in question.vocabulary if term.essential]
    return _key(question.model_answer or "", "\n".join(essential), question)


def _key_in(part: str, question: Question) -> str:
    if part == ANSWERS:
        return answer_key(question)
    return rephrased_key(question) if part in REPHRASED.values() else said_key(question)


def _key(*parts: str | Question) -> str:
    words = [part if isinstance(part, str) else "\n".join(part.hotwords) for part in parts]
    return hashlib.sha256("\n\n".join(words).encode()).hexdigest()[:12]


def _short(heard: Heard) -> dict[str, object]:
    return {name: value for name, value in asdict(heard).items() if value not in (None, "", ())}
