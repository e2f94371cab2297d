"""The voice that says nothing."""

from mock_interviewer.audio.voices.voice import SilentVoice


def test_silence_lasts_as_long_as_the_words_would_take() -> None:
    sound = SilentVoice().synthesize("one two three four five six", rate=120)
    assert sound.duration == 3.0
    assert not sound.samples.any()
