import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from rig.word_scorer import WordScorer

from mock_interviewer.app.commands.coverage import entry_json, read_entry
from mock_interviewer.app.errors import UsageError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TEXTS = st.lists(st.text(), max_size=3)
POINT = st.text() | st.fixed_dictionaries(
    {"point": st.text()},
    optional={
        "terms": TEXTS,
        "said": TEXTS,
        "mistaken": TEXTS,
        "essential": st.booleans(),
        "weight": st.integers(1, 1000) | st.floats(0.001, 1000),
    },
)
IDENT = st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.none()


@given(st.binary())
def test_any_bytes_are_read_or_rejected_with_a_message(line: bytes) -> None:
    with suppress(UsageError):
        read_entry(line, 1, "it", {})


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "question", "answer"), JSON))
    | st.fixed_dictionaries(
        {"id": JSON, "question": st.text(), "answer": st.text(), "key_points": JSON}
    )
    | st.fixed_dictionaries(
        {
            "id": JSON,
            "question": st.text(),
            "answer": st.text(),
            "key_points": st.lists(
                st.fixed_dictionaries(
                    {"point": JSON},
                    optional=dict.fromkeys(("terms", "weight", "essential", "said"), JSON),
                )
            ),
        }
    )
)
def test_any_json_is_read_or_rejected_with_a_message(found: object) -> None:
    with suppress(UsageError):
        read_entry(json.dumps(found).encode(), 1, "it", {})


@given(IDENT, st.lists(POINT, max_size=4), st.text())
def test_well_formed_entries_score_within_the_range_of_their_points(
    ident: object, points: list[object], answer: str
) -> None:
    entry = {"id": ident, "question": "Why?", "key_points": points, "answer": answer}
    read = read_entry(json.dumps(entry).encode(), 1, "it", {})
    told = json.loads(json.dumps(entry_json(read, WordScorer().cover(read.asked, read.answer))))
    assert told["id"] == ident
    assert len(read.answer) == len(answer)
    scores = [point["score"] for point in told["points"]]
    assert len(scores) == len(points)
    if scores:
        assert min(scores) - 1e-9 <= told["score"] <= max(scores) + 1e-9
    else:
        assert told["score"] is None
