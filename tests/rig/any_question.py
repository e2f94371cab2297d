"""Arbitrary questions, for property tests."""

from hypothesis import strategies as st

from mock_interviewer.questions.model import (
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
    Reference,
    StarPart,
    VocabularyTerm,
)

SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
TEXTS = (
    st.text(LETTERS | st.sampled_from("\n#:-'\"?!&*%@`|>{}[] "), min_size=1, max_size=120)
    .map(str.strip)
    .filter(lambda text: text and "\ufffe" not in text and "\uffff" not in text)
)
TRICKY = st.sampled_from(
    ["null", "~", "yes", "1.0", "0x1F", "=1+1", "- x", "a: b", "# no", "2001-01-01"]
)
WORDS = TEXTS | TRICKY
POINTS = st.builds(
    KeyPoint,
    id=SLUGS,
    point=WORDS,
    why=st.none() | WORDS,
    terms=st.lists(WORDS, max_size=3).map(tuple),
    essential=st.booleans(),
    weight=st.sampled_from([0.5, 1.0, 2.0, 3.0]),
    part=st.none() | st.sampled_from(StarPart),
    said=st.lists(WORDS, max_size=2).map(tuple),
    mistaken=st.lists(WORDS, max_size=2).map(tuple),
)
POINT_LISTS = st.lists(POINTS, max_size=3, unique_by=lambda point: point.id).map(tuple)
QUESTIONS = st.builds(
    Question,
    id=SLUGS,
    text=WORDS,
    section=WORDS,
    subsection=st.none() | WORDS,
    source=st.builds(QuestionSource, list=st.integers(1, 9), number=st.integers(1, 99)),
    kind=st.sampled_from(QuestionKind),
    difficulty=st.none() | st.integers(1, 5),
    spoken=st.none() | WORDS,
    rephrased=st.none() | WORDS,
    notes=st.none() | WORDS,
    vocabulary=st.lists(
        st.builds(
            VocabularyTerm,
            term=WORDS,
            definition=st.none() | WORDS,
            heard_as=st.lists(WORDS, max_size=2).map(tuple),
            essential=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    key_points=POINT_LISTS,
    model_answer=st.none() | WORDS,
    example=st.booleans(),
    follow_ups=st.lists(
        st.builds(FollowUp, text=WORDS, about=st.just(()), key_points=POINT_LISTS), max_size=2
    ).map(tuple),
    references=st.lists(
        st.builds(
            Reference,
            authors=WORDS,
            title=WORDS,
            year=st.integers(1800, 2100),
            doi=st.none() | WORDS,
            arxiv=st.none() | WORDS,
            url=st.none() | st.just("https://example.org/a?b=c#d"),
        ),
        max_size=2,
    ).map(tuple),
    see_also=st.just(()),
)
