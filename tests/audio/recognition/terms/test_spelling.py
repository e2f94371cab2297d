import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.audio.recognition.terms.spelling import spelled_segments, with_terms_spelled
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
    raw_text,
)

SURE, DOUBTED = 0.95, 0.4

TERMS = (
    ExpectedTerm("BLEU", ("blew", "blue", "bleu score")),
    ExpectedTerm("GLUE", ("blue", "clue")),
    ExpectedTerm("ROUGE", ("rogue", "rush", "rouse")),
    ExpectedTerm("METEOR", ("meter", "meteour")),
    ExpectedTerm("COMET", ("comment", "commit", "common")),
    ExpectedTerm("LoRA", ("laura", "low r a", "low ra")),
    ExpectedTerm("RoPE", ("row p", "rove")),
    ExpectedTerm("NoPE", ("no p", "note")),
    ExpectedTerm("GloVe", ("globe", "love")),
    ExpectedTerm("Mamba", ("member", "mumba")),
    ExpectedTerm("RULER", ("rural", "Euler")),
    ExpectedTerm("BERT", ("bird", "burt")),
    ExpectedTerm("HELM", ("help", "realm")),
    ExpectedTerm("KV cache", ("k v cash", "k v cache", "KV cash", "KVCache")),
    ExpectedTerm("ChatGPT", ("chat g p t",)),
    ExpectedTerm("LLM", ("l l m",)),
    ExpectedTerm("CNN", ("see an n",)),
    ExpectedTerm("vLLM", ("v l l m", "the LLM", "vellum")),
    ExpectedTerm("GPT-4", ("GPT for",)),
    ExpectedTerm("GPT-3"),
    ExpectedTerm("T5", ("tea five",)),
    ExpectedTerm("C4", ("see four",)),
    ExpectedTerm("10-K", ("ten k",)),
    ExpectedTerm("JSON", ("Jason", "j son")),
    ExpectedTerm("DeepSeek-R1", ("deep seek", "deep seek r1")),
    ExpectedTerm("PAIR"),
    ExpectedTerm("WEIRD"),
    ExpectedTerm("Lean", ("lien",)),
    ExpectedTerm("ATLAS", ("at last",)),
    ExpectedTerm("SLO", ("s l o", "slow")),
    ExpectedTerm("fine-tuning"),
    ExpectedTerm("held-out", ("how about",)),
    ExpectedTerm("must-have"),
    ExpectedTerm("on-policy"),
    ExpectedTerm("trade-off"),
    ExpectedTerm("sign-off", ("sign of",)),
    ExpectedTerm("cutoff", ("cut off",)),
    ExpectedTerm("overtime", ("over time",)),
    ExpectedTerm("award"),
    ExpectedTerm("one-on-one"),
    ExpectedTerm("transformer"),
    ExpectedTerm("attention"),
    ExpectedTerm("recall"),
    ExpectedTerm("precision"),
    ExpectedTerm("perplexity", ("complexity",)),
    ExpectedTerm("pruning", ("proving",)),
    ExpectedTerm("mentor", ("mental",)),
    ExpectedTerm("sliding window"),
    ExpectedTerm("quantization", ("quantity station",)),
    ExpectedTerm("Khanmigo"),
    ExpectedTerm("Wikipedia dump"),
    ExpectedTerm("gradient checkpointing"),
)


def said(
    text: str, probability: float = SURE, *, doubted: Sequence[str] = ()
) -> list[TranscriptWord]:
    return [
        TranscriptWord(part, at * 0.3, at * 0.3 + 0.25, DOUBTED if part in doubted else probability)
        for at, part in enumerate(text.split())
    ]


def text_of(words: Sequence[TranscriptWord]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("We report blue scores.", "We report BLEU scores."),
        ("we use low r a here", "we use LoRA here"),
        ("we use laura here", "we use LoRA here"),
        ("low R.A. adapters help", "LoRA adapters help"),
        ("Row P. rotates queries", "RoPE rotates queries"),
        ("(row p), then", "(RoPE), then"),
        ("the k v cash.", "the KV cache."),
        ("K, V, cash, then", "KV cache, then"),
        ("the KVCache grows", "the KV cache grows"),
        ("two kv caches", "two KV caches"),
        ("chat gpt", "ChatGPT"),
        ("Chat GPT's answer", "ChatGPT's answer"),
        ("chat g p t", "ChatGPT"),
        ("llm's are large", "LLMs are large"),
        ("RNN's and CNN's in terms", "RNN's and CNNs in terms"),
        ("the llm's output", "the LLM's output"),
        ("many llms", "many LLMs"),
        (
            "bert\N{RIGHT SINGLE QUOTATION MARK}s layers",
            "BERT\N{RIGHT SINGLE QUOTATION MARK}s layers",
        ),
        ("fine tuning", "fine-tuning"),
        ("finetuning", "fine-tuning"),
        ("Fine tuning is cheap", "Fine-tuning is cheap"),
        ("so bert reads", "so BERT reads"),
        ("bert-based and llm-made", "BERT-based and LLM-made"),
        ("GPT four wrote", "GPT-4 wrote"),
        ("gpt 4 wrote", "GPT-4 wrote"),
        ("tea five learned", "T5 learned"),
        ("deep seek r1 learned", "DeepSeek-R1 learned"),
        ("deep seek learned", "DeepSeek learned"),
        ("a bleu score of", "a BLEU score of"),
        ("the cut off date", "the cutoff date"),
        ("a trade off between", "a trade-off between"),
        ("on policy data", "on-policy data"),
        ("quantity station helps", "quantization helps"),
        ("Euler and BLEU", "RULER and BLEU"),
        ("blue and rogue, and meteor.", "BLEU and ROUGE, and METEOR."),
        ("BLEU, rogue and METEOR", "BLEU, ROUGE and METEOR"),
        ("vectors such as love, BERT and GPT-3", "vectors such as GloVe, BERT and GPT-3"),
        ("we compare blue and its like: ROUGE, T5", "we compare BLEU and its like: ROUGE, T5"),
        ("we measured Rogue for that", "we measured ROUGE for that"),
        ("a jason schema for BERT and T5", "a JSON schema for BERT and T5"),
    ],
)
def test_a_term_that_was_meant_is_spelled_as_the_bank_does(heard: str, written: str) -> None:
    assert text_of(with_terms_spelled(said(heard), TERMS)) == written


@pytest.mark.parametrize(
    "sentence",
    [
        "The sky was blue and the sea was calm.",
        "I painted the door blue.",
        "She wore a blue coat to the interview.",
        "The blue line shows last year.",
        "I did not have a clue what went wrong.",
        "They fell in love with the idea.",
        "I love working with people.",
        "We would love to hear from customers.",
        "Every member of my team agreed.",
        "As a member of the board I had a vote.",
        "One member left, and two joined.",
        "A meteor fell over the town that night.",
        "The water meter was broken.",
        "It is about one meter long.",
        "I took a note of every complaint.",
        "Note that this was in March.",
        "Please note the date.",
        "We watched the film about a transformer robot.",
        "The transformer hummed behind the fence.",
        "She paid attention to every detail.",
        "I can't recall his name.",
        "He cut the wood with precision.",
        "My uncle lives in a rural village.",
        "Rural schools have slow lines.",
        "The work was slow at first.",
        "It was a slow model of change.",
        "A bird sat on the roof.",
        "A little bird told me that.",
        "Can you help me with that?",
        "That was a great help to us.",
        "The common benchmark is a sales target.",
        "The most common score was four.",
        "She left a comment on my draft.",
        "I had to commit to a date.",
        "He went rogue after the merger.",
        "There is no rush to decide.",
        "Traffic is worst at rush hour.",
        "People all over the globe called us.",
        "My manager Jason said no.",
        "I met Laura, my colleague, at lunch.",
        "My colleague Laura told the client.",
        "A pair of shoes was missing.",
        "We worked in pairs on that.",
        "It felt weird to be new.",
        "Lean against the wall for a moment.",
        "He leans on his team.",
        "At last the order arrived.",
        "We see four reasons for that.",
        "There were ten keys in the drawer.",
        "We sold 10k copies.",
        "You must have a driving license.",
        "We held out for a better price.",
        "How about a short break?",
        "It depends on policy and on money.",
        "They trade off speed against price.",
        "That was a sign of trust.",
        "They cut off the power.",
        "It got better over time.",
        "He runs a ward with twelve beds.",
        "We used GPT for the letters.",
        "I asked the LLM to write it.",
        "The complexity of the task grew.",
        "He kept proving his point.",
        "It took a mental effort.",
        "The sliding-window seat was taken.",
        "We spoke one to one, then on the phone.",
        "The realm of the possible is wide.",
        "I rouse the children at six.",
        "The wind blew all night.",
        "A lien on the house was lifted.",
        "For GPT-3 and T5 my manager Jason helped.",
        "BLEU, T5 and members came.",
    ],
)
def test_ordinary_english_stays(sentence: str) -> None:
    assert text_of(with_terms_spelled(said(sentence), TERMS)).replace("RULER", "Euler") == sentence


@pytest.mark.parametrize(
    ("heard", "doubted", "written"),
    [
        ("first rogue counts n-grams, then BERT", "rogue", "first ROUGE counts n-grams, then BERT"),
        (
            "for GPT-3 or T5 the complexity fell",
            "complexity",
            "for GPT-3 or T5 the perplexity fell",
        ),
        ("GPT-3 and BERT came before member did", "member", None),
        ("we met in the blue room", "blue", None),
        ("T5 and GPT-3 drew a bird", "bird", None),
        ("they cut off the power", "off", None),
        ("with kanmigo every pupil", "kanmigo", "with Khanmigo every pupil"),
        ("the gradiant checkpointing saves", "gradiant", "the gradient checkpointing saves"),
    ],
)
def test_a_word_the_model_doubts_needs_less(heard: str, doubted: str, written: str | None) -> None:
    assert text_of(with_terms_spelled(said(heard), TERMS)) == heard
    assert text_of(with_terms_spelled(said(heard, doubted=[doubted]), TERMS)) == (written or heard)


@pytest.mark.parametrize("heard", ["fine tuned", "attentive", "GPT-4o", "recalled", "mentors'"])
def test_another_form_of_a_word_is_no_mishearing(heard: str) -> None:
    assert text_of(with_terms_spelled(said(heard, 0.1), TERMS)) == heard


def test_joined_words_last_as_long_as_they_did_and_are_as_sure_as_the_least() -> None:
    heard = [
        TranscriptWord("low", 1.0, 1.2, 0.9),
        TranscriptWord("r", 1.2, 1.4, 0.3),
        TranscriptWord("a,", 1.4, 1.9, 0.8),
    ]
    assert with_terms_spelled(heard, TERMS) == [
        TranscriptWord("LoRA,", 1.0, 1.9, 0.3, heard="low r a,")
    ]


def test_words_of_a_term_keep_their_own_times() -> None:
    heard = [
        TranscriptWord("k", 0, 0.2, 0.5),
        TranscriptWord("v", 0.2, 0.4, 0.6),
        TranscriptWord("cash.", 0.5, 0.9, 0.7),
    ]
    assert with_terms_spelled(heard, TERMS) == [
        TranscriptWord("KV", 0, 0.4, 0.5, heard="k v"),
        TranscriptWord("cache.", 0.5, 0.9, 0.7, heard="cash."),
    ]


def test_a_word_that_is_right_is_the_same_word() -> None:
    heard = said("the KV cash")
    assert with_terms_spelled(heard, TERMS)[:2] == heard[:2]


def test_words_far_apart_are_not_one_term() -> None:
    heard = [TranscriptWord("fine", 0, 0.3, SURE), TranscriptWord("tuning", 5.0, 5.3, SURE)]
    assert with_terms_spelled(heard, TERMS) == heard


def test_a_pause_in_writing_parts_words() -> None:
    assert text_of(with_terms_spelled(said("It went fine. Tuning came later."), TERMS)) == (
        "It went fine. Tuning came later."
    )


def test_of_two_terms_with_one_mishearing_the_likelier_sound_is_taken() -> None:
    terms = [ExpectedTerm("GLUE", ("blue",)), ExpectedTerm("BLEU", ("blue",))]
    assert text_of(
        with_terms_spelled(said("a blue score, and the blue score", DOUBTED), terms)
    ) == ("a BLEU score, and the BLEU score")


def test_a_term_that_is_right_is_not_taken_for_another() -> None:
    terms = [ExpectedTerm("Mixtral", ("mistral",)), ExpectedTerm("Mistral")]
    assert text_of(with_terms_spelled(said("mistral and mixtral"), terms)) == "Mistral and Mixtral"


def test_a_word_spelled_once_is_settled() -> None:
    settled = [TranscriptWord("blue", 0, 0.3, SURE, heard="blew"), *said("scores")]
    assert with_terms_spelled(settled, TERMS) == settled


def test_plain_words_inside_others_stay() -> None:
    words = said("a warmup-stable schedule")
    assert with_terms_spelled(words, [ExpectedTerm("warm-up")]) == words


def test_what_was_heard_survives_json() -> None:
    words = tuple(with_terms_spelled(said("low r a"), TERMS))
    transcript = Transcript((TranscriptSegment("LoRA", 0, 1, words),), 1.0, "base")
    assert Transcript.from_dict(json.loads(json.dumps(transcript.to_dict()))) == transcript


def test_a_transcript_of_before_has_words_as_they_were_heard() -> None:
    data = Transcript(
        (TranscriptSegment("x", 0, 1, (TranscriptWord("x", 0, 1, 1),)),), 1.0, "base"
    ).to_dict()
    del data["segments"][0]["words"][0]["heard"]
    assert Transcript.from_dict(data).words[0].heard is None


FIELD = (
    *(ExpectedTerm(term, distant=True) for term in ("KL divergence", "GPTQ", "BERTScore")),
    *(ExpectedTerm(term, distant=True) for term in ("byte-pair encoding", "RLHF", "tokenizer")),
    *(ExpectedTerm(term, distant=True) for term in ("quantization", "reward model", "vocabulary")),
    ExpectedTerm("SKU", ("skew",), distant=True),
    ExpectedTerm("A100", ("eight hundred",), distant=True),
)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        (
            "RLHF with a reward model takes the KL by virgins to the base.",
            "RLHF with a reward model takes the KL divergence to the base.",
        ),
        (
            "After quantization I compare GPDQ, and the tokenizer is kept.",
            "After quantization I compare GPTQ, and the tokenizer is kept.",
        ),
        (
            "The tokenizer learns byte pair and coding to make a vocabulary.",
            "The tokenizer learns byte-pair encoding to make a vocabulary.",
        ),
        (
            "RLHF and a reward model, by PERTScore in the end",
            "RLHF and a reward model, by BERTScore in the end",
        ),
    ],
)
def test_a_term_of_the_field_that_sounds_nearly_so_is_known_by_the_terms_near_it(
    heard: str, written: str
) -> None:
    assert text_of(with_terms_spelled(said(heard), FIELD)) == written


@pytest.mark.parametrize(
    "sentence",
    [
        "The KL by virgins was new to me.",
        "We drove past eight hundred sheep.",
        "There is a skew in the data.",
        "GPDQ is a company in Dallas.",
    ],
)
def test_a_term_of_the_field_needs_terms_near_it(sentence: str) -> None:
    assert text_of(with_terms_spelled(said(sentence), FIELD)) == sentence


def test_a_distant_term_does_not_rival_one_of_the_question() -> None:
    rivals = [ExpectedTerm("quantization"), ExpectedTerm("quantisation", distant=True)]
    heard = said("so quantissation helps", DOUBTED)
    assert text_of(with_terms_spelled(heard, rivals)) == "so quantization helps"


def test_five_thousand_terms_and_half_an_hour_of_words_are_no_burden() -> None:
    terms = [*TERMS, *(ExpectedTerm(f"term{at} of{at}", (f"turn {at}",)) for at in range(5000))]
    assert (
        len(with_terms_spelled(said("we all speak of love and of the weather " * 500), terms))
        == 4500
    )


PIECES = sorted(
    {
        part
        for term in TERMS[:32]
        for phrase in (term.term, *term.heard_as)
        for part in phrase.split()
    }
    | {
        "and",
        "the",
        "a",
        "model",
        "score",
        "we",
        "of",
        "LLM's",
        "low-r-a,",
        "(blue)",
        "R.A.",
        "...",
    }
)
spoken = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(min_size=1, max_size=8), st.floats(0, 1)),
    max_size=14,
).map(
    lambda parts: [
        TranscriptWord(text, at * 0.3, at * 0.3 + 0.2, probability)
        for at, (text, probability) in enumerate(parts)
    ]
)
any_terms = st.lists(
    st.builds(
        ExpectedTerm,
        st.sampled_from(PIECES) | st.text(max_size=8),
        st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=2).map(tuple),
    ),
    max_size=6,
)
vocabularies = st.just(list(TERMS)) | any_terms


@settings(deadline=None)  # the first call reads the list of words
@given(spoken, vocabularies)
def test_spelling_twice_is_spelling_once(
    words: list[TranscriptWord], terms: list[ExpectedTerm]
) -> None:
    once = with_terms_spelled(words, terms)
    assert with_terms_spelled(once, terms) == once


@settings(deadline=None)
@given(spoken, vocabularies)
def test_what_was_heard_can_be_had_back(
    words: list[TranscriptWord], terms: list[ExpectedTerm]
) -> None:
    assert raw_text(with_terms_spelled(words, terms)) == " ".join(word.text for word in words)


@settings(deadline=None)
@given(spoken, vocabularies)
def test_times_stay_in_order_and_inside(
    words: list[TranscriptWord], terms: list[ExpectedTerm]
) -> None:
    result = with_terms_spelled(words, terms)
    times = [time for word in result for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[:1] == [word.start for word in words[:1]]
    assert times[-1:] == [word.end for word in words[-1:]]
    assert {word.start for word in result} <= {word.start for word in words}
    assert {word.probability for word in result} <= {word.probability for word in words}


@settings(deadline=None)
@given(st.lists(st.text("bcdfg ", min_size=1, max_size=9), max_size=12))
def test_words_without_any_term_stay(texts: list[str]) -> None:
    words = [TranscriptWord(text, at, at + 0.5, 0.1) for at, text in enumerate(texts)]
    assert (
        with_terms_spelled(words, [ExpectedTerm("LoRA", ("laura",)), ExpectedTerm("Unum")]) == words
    )


@settings(deadline=None)
@given(spoken)
def test_with_nothing_expected_all_stays(words: list[TranscriptWord]) -> None:
    assert with_terms_spelled(words, []) == words


def segment(text: str, start: float = 0.0) -> TranscriptSegment:
    words = tuple(
        replace(word, start=word.start + start, end=word.end + start) for word in said(text)
    )
    return TranscriptSegment(text, words[0].start, words[-1].end, words)


def test_segments_tell_what_their_words_are_spelled_as() -> None:
    first, second = segment("It is called low r a."), segment("We tune with it.", 10.0)
    changed, same = spelled_segments((first, second), TERMS)
    assert changed.text == "It is called LoRA."
    assert [word.text for word in changed.words] == ["It", "is", "called", "LoRA."]
    assert (changed.start, changed.end) == (first.start, first.end)
    assert same is second


def test_a_term_across_segments_stands_in_the_first() -> None:
    first, second = segment("We add low r"), segment("a to it.", 1.2)
    changed, rest = spelled_segments((first, second), TERMS)
    assert (changed.text, rest.text) == ("We add LoRA", "to it.")
    assert (changed.end, rest.start) == (second.words[0].end, second.words[1].start)
    assert [word.heard for word in changed.words] == [None, None, "low r a"]


def test_words_of_a_term_across_segments_stay_in_theirs() -> None:
    changed, rest = spelled_segments((segment("A KV"), segment("cash helps.", 0.6)), TERMS)
    assert (changed.text, rest.text) == ("A KV", "cache helps.")


def test_a_segment_whose_words_all_go_to_the_one_before_vanishes() -> None:
    (only,) = spelled_segments((segment("We add low r"), segment("a.", 1.2)), TERMS)
    assert only.text == "We add LoRA."


@given(spoken, any_terms, st.lists(st.integers(1, 4)))
def test_segments_hold_the_words_of_the_whole_answer(
    words: list[TranscriptWord], terms: list[ExpectedTerm], lengths: list[int]
) -> None:
    segments: list[TranscriptSegment] = []
    left = tuple(words)
    for length in (*lengths, len(words)):
        now, left = left[:length], left[length:]
        if now:
            segments.append(TranscriptSegment("as it was", now[0].start, now[-1].end, now))
    result = spelled_segments(segments, terms)
    assert [word for each in result for word in each.words] == with_terms_spelled(words, terms)
    for each in result:
        if each not in segments:
            assert each.text == " ".join(word.text for word in each.words)
            assert (each.start, each.end) == (each.words[0].start, each.words[-1].end)
