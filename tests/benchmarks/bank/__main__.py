"""``make bench-bank``: do the words of a bank survive voices and recognition?

Every question and its rephrasing are spoken by the system voice and by the neural voice and written
down by the base model; every model answer is spoken by the neural voice and written down by the
smallest model; each with its question's vocabulary. Only what has changed since it was last heard
is heard again.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.bank.ear import ANSWERED, ASKED, Ear, Mouth, neural_voice, system_voice
from benchmarks.bank.record import ANSWERS, PARTS, REPHRASED, Heard, Record
from benchmarks.bank.report import report

from mock_interviewer.app.planning.bank_questions import question_terms
from mock_interviewer.audio.samples import Samples
from mock_interviewer.questions.bank_loader import shipped_banks
from mock_interviewer.questions.model import Question


def main() -> int:
    """Update the record and its table; return 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="make bench-bank", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these questions")
    parser.add_argument("--again", action="store_true", help="hear also what has not changed")
    parser.add_argument("--only", choices=PARTS, help="only this part")
    arguments = parser.parse_args()
    questions = [
        question
        for bank in shipped_banks()
        for question in bank.questions
        if not arguments.ids or question.id in arguments.ids
    ]
    record = Record.read()
    record.forget_all_but({q.id for bank in shipped_banks() for q in bank.questions})
    with tempfile.TemporaryDirectory(prefix="bench-bank-") as folder, ExitStack() as stack:
        for part in PARTS:
            if arguments.only not in {None, part}:
                continue
            wanted = [
                question
                for question in questions
                if arguments.again or not record.is_fresh(part, question)
            ]
            if wanted:
                by_system = part in {"system", REPHRASED["system"]}
                mouth = stack.enter_context(
                    closing(system_voice() if by_system else neural_voice())
                )
                model = "tiny.en" if part == ANSWERS else "base"
                with closing(Ear(Path(folder), model)) as ear:
                    _hear(part, wanted, record, mouth, ear)
    text, met = report(record)
    print(text)
    return 0 if met else 1


def _hear(part: str, wanted: list[Question], record: Record, mouth: Mouth, ear: Ear) -> None:
    """Transcribe one question after another while the voice speaks the next."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="mouth") as pool:
        spoken = pool.submit(_say, part, wanted[0], mouth)
        for number, question in enumerate(wanted, 1):
            samples = spoken.result()
            if number < len(wanted):
                spoken = pool.submit(_say, part, wanted[number], mouth)
            text = ear.hear(samples, question_terms(question))
            heard = _compared(part, question, text)
            record.keep(part, question.id, heard)
            print(f"{part} {number}/{len(wanted)} {question.id}: {heard.summary}", file=sys.stderr)


def _say(part: str, question: Question, mouth: Mouth) -> Samples:
    if part == ANSWERS:
        return mouth.say(question.model_answer or "", ANSWERED)
    if part in REPHRASED.values():
        return mouth.say(question.rephrased or "", ASKED)
    return mouth.say(question.spoken or question.text, ASKED)


def _compared(part: str, question: Question, text: str) -> Heard:
    if part == ANSWERS:
        return Heard.of_answer(question, text)
    if part in REPHRASED.values():
        return Heard.of_rephrasing(question, text)
    return Heard.of_question(question, text)


if __name__ == "__main__":
    sys.exit(main())
