from pathlib import Path

import pytest

from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.client.jobs import OpenJobs
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FinishRecognition,
    RecognitionAudio,
    RecognizeFile,
)
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE

RAG = (ExpectedTerm("RAG", ("rack",)),)
FILLERS = RecognitionRequest(fillers_only=True)


def test_a_job_name_can_be_open_only_once() -> None:
    jobs = OpenJobs()
    jobs.add("take")
    with pytest.raises(ValueError, match="take"):
        jobs.add("take")


def test_a_job_begun_again_under_the_same_name_has_another_number() -> None:
    jobs = OpenJobs()
    first = jobs.add("take")
    jobs.remove("take")
    assert jobs.add("take").number != first.number


def test_finished_jobs_come_first_in_the_order_of_finishing() -> None:
    jobs = OpenJobs()
    one, two, three = (jobs.add(name) for name in ("one", "two", "three"))
    jobs.finish(three)
    jobs.finish(two)
    assert list(jobs) == [three, two, one]
    assert jobs.any_finished()


def test_an_urgent_finished_job_comes_before_those_finished_earlier() -> None:
    jobs = OpenJobs()
    one, two = jobs.add("one"), jobs.add("two")
    urgent, spoken = (jobs.add(name, RecognitionRequest(urgent=True)) for name in "34")
    for job in (one, urgent, two):
        jobs.finish(job)
    assert list(jobs) == [urgent, one, two, spoken]


ALL_OPTIONS = RecognitionRequest(
    RAG, language="de", captions=True, urgent=True, choices=("Boss.", "Pause.")
)


def test_a_new_worker_gets_the_request_unchanged() -> None:
    job = OpenJobs().add("take", ALL_OPTIONS)
    assert next(job.replay()) == BeginRecognition(job.number, ALL_OPTIONS)


def test_the_request_is_unchanged_when_the_job_is_done_from_its_recording() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", ALL_OPTIONS, Path("take.wav"))
    job.lose_worker()
    jobs.finish(job)
    assert list(job.replay()) == [RecognizeFile(job.number, "take.wav", ALL_OPTIONS)]


def test_a_job_without_a_file_is_replayed_from_what_was_fed() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RecognitionRequest(RAG, language="de"))
    job.keep(b"abcd")
    job.lose_worker()
    jobs.finish(job)
    begun = BeginRecognition(job.number, RecognitionRequest(RAG, language="de"))
    assert list(job.replay()) == [
        begun,
        RecognitionAudio(job.number, b"abcd"),
        FinishRecognition(job.number),
    ]


def test_a_job_with_a_file_keeps_nothing_and_is_replayed_from_the_file() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RecognitionRequest(RAG, language="de"), Path("take.wav"))
    job.keep(b"abcd")
    assert list(job.replay()) == [
        BeginRecognition(job.number, RecognitionRequest(RAG, language="de"))
    ]
    job.lose_worker()
    assert not list(job.replay())
    jobs.finish(job)
    assert list(job.replay()) == [
        RecognizeFile(job.number, "take.wav", RecognitionRequest(RAG, language="de"))
    ]


def test_after_a_death_a_job_with_a_file_gets_sound_for_captions_only() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RecognitionRequest(RAG, captions=True), Path("take.wav"))
    assert not list(job.end_of_captions())
    job.lose_worker()
    assert list(job.replay()) == [
        BeginRecognition(job.number, RecognitionRequest(RAG, captions=True))
    ]
    assert job.needs_sound
    assert list(job.end_of_captions()) == [CancelRecognition(job.number)]
    jobs.finish(job)
    assert not job.needs_sound
    assert list(job.replay()) == [RecognizeFile(job.number, "take.wav", job.request)]


def test_captions_after_a_death_follow_the_earlier_text_and_a_gap() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG, captions=True), Path("take.wav"))
    job.caption("It is the", "loss")
    job.lose_worker()
    assert job.caption("", "per").settled == "It is the loss …"
    assert job.caption("per token", "and") == LiveCaption(
        "take", "It is the loss … per token", "and"
    )
    job.lose_worker()
    assert job.caption("", "").settled == "It is the loss … per token and …"
    job.lose_worker()
    assert job.caption("", "low").settled == "It is the loss … per token and …"


def test_without_earlier_captions_there_is_no_gap() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG, captions=True), Path("take.wav"))
    job.lose_worker()
    assert job.caption("It is", "the") == LiveCaption("take", "It is", "the")


def test_captions_start_over_when_the_sound_is_replayed() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG, captions=True))
    job.caption("It is the", "loss")
    job.lose_worker()
    assert job.caption("", "It") == LiveCaption("take", "", "It")


def test_speech_activity_has_the_times_of_all_sound_that_was_fed() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG, captions=True), Path("take.wav"))
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 0.25, 0.5)
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.lose_worker()
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 3.25, 3.5)


def test_speech_activity_of_a_replayed_job_keeps_its_times() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG))
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.lose_worker()
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 0.25, 0.5)
    assert not list(job.fall_silent())


def test_speech_ends_with_a_worker_whose_sound_is_not_replayed() -> None:
    job = OpenJobs().add("take", RecognitionRequest(RAG, captions=True), Path("take.wav"))
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.activity(True, 0.25, 0.5)
    job.lose_worker()
    assert list(job.fall_silent()) == [SpeechActivity("take", False, 3.0, 3.0)]
    assert not list(job.fall_silent())


def test_a_job_has_captions_if_requested_while_its_sound_comes() -> None:
    jobs = OpenJobs()
    jobs.add("spoken", RecognitionRequest(captions=True))
    jobs.add("without")
    jobs.finish(jobs.add("done", RecognitionRequest(captions=True)))
    assert jobs.captioned() == ("spoken",)


def test_a_job_is_given_up_at_the_second_death() -> None:
    jobs = OpenJobs()
    job = jobs.add("take")
    assert jobs.blame_for_death() is None
    assert jobs.blame_for_death() is job
    assert len(jobs) == 0


def test_only_the_job_at_work_is_blamed_for_a_death() -> None:
    jobs = OpenJobs()
    listening, working = jobs.add("listening"), jobs.add("working")
    jobs.finish(working)
    jobs.blame_for_death()
    assert (working.deaths, listening.deaths) == (1, 0)


def test_without_open_jobs_none_is_blamed_for_a_death() -> None:
    assert OpenJobs().blame_for_death() is None


def test_a_search_for_fillers_comes_last_and_is_not_awaited() -> None:
    jobs = OpenJobs()
    search = jobs.add("fillers", FILLERS, Path("take.wav"), from_file=True)
    listening = jobs.add("listening")
    assert list(jobs) == [listening, search]
    assert not jobs.any_finished()


def test_a_search_for_fillers_is_replayed_from_its_file() -> None:
    search = OpenJobs().add("fillers", FILLERS, Path("take.wav"), from_file=True)
    search.lose_worker()
    assert list(search.replay()) == [RecognizeFile(search.number, "take.wav", FILLERS)]
