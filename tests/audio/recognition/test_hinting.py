"""What the model is told of the terms that are expected, and what is believed of what it says."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from rig.stand_in_model import PIECE, Model, feed, finished, heard_all, new, sound

from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptSegment, raw_text
from mock_interviewer.audio.recognition.worker.biased_decoding import TRIAL
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.recognition.worker.segmenter import LONG_PAUSE, PHRASE_LIMITS
from mock_interviewer.audio.samples import SPEECH_RATE

EXPECTED = (
    ExpectedTerm("RAG"),
    ExpectedTerm("LoRA", ("low r a",)),
    ExpectedTerm("KV cache", ("k v cash",), hotword=False),
)
OWN_WORD = ExpectedTerm("Zofia", own=True)
WITH_OWN_WORD = (*EXPECTED[:2], OWN_WORD, *EXPECTED[2:])
ONE = (PHRASE_LIMITS.longest - 1.0, True), (LONG_PAUSE + 0.4, False)
"""A phrase, and a pause over which nothing is heard together."""
UP_TO_JUDGEMENT = ONE * 3
"""Hardly longer than TRIAL, with the silence that the model counts to a phrase."""

told = partial(new, expected=EXPECTED)
told_all = partial(heard_all, expected=EXPECTED)


class Told(Model):
    """Hears whether it was told of the terms."""

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        found = super().decode(sound, hotwords, quick=quick)
        segments = (replace(one, text=_told(hotwords)) for one in found.segments)
        return replace(found, segments=tuple(map(_one_word, segments)))


class Suggestible(Model):
    """Makes a term of what it hears where it is told terms, and doubts it."""

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        found = super().decode(sound, hotwords, quick=quick)
        if not hotwords:
            return found
        return replace(found, segments=tuple(map(self._misheard, found.segments)))

    def _misheard(self, segment: TranscriptSegment) -> TranscriptSegment:
        words = tuple(
            replace(word, text="LoRA", probability=0.2) if word.text == "lower" else word
            for word in segment.words
        )
        return replace(segment, text=" ".join(word.text for word in words), words=words)


def test_the_model_gets_the_sound_of_the_piece_and_the_vocabulary() -> None:
    model = Model()
    pcm = sound((1.0, False), *PIECE)
    told_all(pcm, model)
    assert set(model.hotwords_given) == {"RAG, LoRA"}
    for given in model.sounds:
        (stretch,) = given.piece.stretches
        assert np.array_equal(
            given.samples, pcm[stretch.start : stretch.end].astype(np.float32) / 32768
        )
        assert (
            given.speech_probability(
                stretch.start / SPEECH_RATE + 0.5, stretch.speech_end / SPEECH_RATE
            )
            > 0.8
        )


def test_terms_are_spelled_correctly_and_the_models_text_is_kept() -> None:
    transcript = told_all(sound(*PIECE), Model("We use low r a here.", "And a k v cash."))
    assert transcript.text == "We use LoRA here. And a KV cache."
    assert [segment.text for segment in transcript.segments] == [
        "We use LoRA here.",
        "And a KV cache.",
    ]
    assert raw_text(transcript.words) == "We use low r a here. And a k v cash."


def test_spelling_is_corrected_in_english_only() -> None:
    model = Model("We use low r a here.", "It is.")
    assert told_all(sound(*PIECE), model, language="fr").text == "We use low r a here. It is."


def test_a_term_that_is_no_hotword_is_not_given_to_the_model() -> None:
    model = Model("A k v cash.", "It is.")
    assert told_all(sound(*PIECE), model).text == "A KV cache. It is."
    assert set(model.hotwords_given) == {"RAG, LoRA"}


@pytest.mark.parametrize("live", [True, False])
def test_a_doubtful_term_is_dropped_without_other_terms(live: bool) -> None:
    transcript = told_all(sound(*ONE), Suggestible("lower", "lower"), live=live)
    assert transcript.text == "lower"


def test_a_doubtful_term_is_kept_with_another_term() -> None:
    transcript = told_all(sound(*ONE, *ONE), Suggestible("lower", "lower", "RAG"), live=False)
    assert transcript.text == "LoRA RAG"


def test_only_doubtful_terms_get_a_second_opinion() -> None:
    model = Suggestible("RAG", "lower", "lower")
    told_all(sound(*ONE, *ONE), model, live=False)
    assert model.hotwords_given == ["RAG, LoRA", "RAG, LoRA", ""]


def test_a_caption_has_no_doubtful_term() -> None:
    transcriber = told(Suggestible("lower", "lower", "lower"))
    feed(transcriber, sound(*ONE, (2.0, True)))
    assert transcriber.caption() == ("", "lower")


def test_a_second_opinion_waits_for_the_next_phrase() -> None:
    model = Suggestible("lower", "lower", "lower")
    transcriber = told(model)
    feed(transcriber, sound(*ONE))
    assert "" not in model.hotwords_given
    feed(transcriber, sound((1.0, True)))
    assert model.hotwords_given[1:] == [""]


def test_at_the_stop_confirmed_terms_get_no_second_opinion() -> None:
    model = Suggestible("RAG lower")
    transcriber = told(model)
    feed(transcriber, sound(*ONE))
    heard = len(model.sounds)
    assert finished(transcriber).text == "RAG LoRA"
    assert len(model.sounds) == heard


def test_without_terms_in_the_speech_hotwords_are_soon_left_out() -> None:
    model = Model()
    told_all(sound(*UP_TO_JUDGEMENT, *ONE, *ONE), model)
    assert model.hotwords_given[-2:] == ["", ""]


def test_biased_phrases_are_decoded_without_hotwords_as_speech_continues() -> None:
    transcriber = told(Told())
    feed(transcriber, sound(*UP_TO_JUDGEMENT))
    assert transcriber.caption()[0] == ""
    feed(transcriber, sound(*ONE))
    assert set(finished(transcriber).text.split()) == {"untold"}


def test_at_the_stop_biased_phrases_are_not_decoded_again() -> None:
    model = Told()
    transcriber = told(model)
    feed(transcriber, sound(*UP_TO_JUDGEMENT))
    heard = len(model.sounds)
    assert set(finished(transcriber).text.split()) == {"told"}
    assert len(model.sounds) == heard


def test_silence_does_not_make_the_terms_be_given_up() -> None:
    model = Model()
    told_all(sound((2 * TRIAL, False), *ONE), model)
    assert model.hotwords_given == ["RAG, LoRA"]


def test_with_terms_in_the_speech_hotwords_stay() -> None:
    model = Model("RAG and LoRA", "so", "RAG", "then", "LoRA")
    told_all(sound(*UP_TO_JUDGEMENT, *ONE), model)
    assert set(model.hotwords_given) == {"RAG, LoRA"}


def test_terms_that_were_given_up_return_when_they_are_said() -> None:
    model = Model(*["so"] * 20)
    transcriber = told(model)
    feed(transcriber, sound(*UP_TO_JUDGEMENT, *ONE))
    assert model.hotwords_given[-1] == ""
    model.texts = ["RAG and LoRA"]
    feed(transcriber, sound(*ONE))
    feed(transcriber, sound(*ONE))
    assert model.hotwords_given[-1] == "RAG, LoRA"


def test_a_persons_own_words_stay_hotwords_when_the_terms_are_given_up() -> None:
    model = Model()
    heard_all(sound(*UP_TO_JUDGEMENT, *ONE), model, expected=WITH_OWN_WORD)
    assert (model.hotwords_given[0], model.hotwords_given[-1]) == ("RAG, LoRA, Zofia", "Zofia")


def test_a_persons_own_words_are_never_on_trial() -> None:
    model = Model()
    heard_all(sound(*UP_TO_JUDGEMENT, *ONE), model, expected=[OWN_WORD])
    assert model.hotwords_given == ["Zofia"] * 4


def test_a_persons_own_words_do_not_confirm_the_terms_of_the_question() -> None:
    model = Model(*["Zofia"] * 20)
    heard_all(sound(*UP_TO_JUDGEMENT, *ONE), model, expected=WITH_OWN_WORD)
    assert model.hotwords_given[-1] == "Zofia"


def test_a_draft_is_made_without_terms_that_were_given_up() -> None:
    model = Model()
    transcriber = told(model)
    feed(transcriber, sound(*UP_TO_JUDGEMENT, (1.0, True)))
    transcriber.draft(model)
    assert model.drafted_with == [""]


def test_a_file_without_terms_is_decoded_without_hotwords() -> None:
    transcript = told_all(sound(*ONE, *ONE), Told(), live=False)
    assert transcript.text == "untold untold"


def _told(hint: str) -> str:
    return "told" if hint else "untold"


def _one_word(segment: TranscriptSegment) -> TranscriptSegment:
    word = replace(segment.words[0], text=segment.text, end=segment.end)
    return replace(segment, words=(word,))
