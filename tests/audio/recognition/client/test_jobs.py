from pathlib import Path

import pytest

from mock_interviewer.audio.recognition.client.events import LiveCaption, SpeechActivity
from mock_interviewer.audio.recognition.client.jobs import OpenJobs
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FindFillers,
    FinishRecognition,
    RecognitionAudio,
    RecognizeFile,
)
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE

RAG = (ExpectedTerm("RAG", ("rack",)),)


def test_a_name_can_be_open_once() -> None:
    jobs = OpenJobs()
    jobs.add("take", (), None)
    with pytest.raises(ValueError, match="take"):
        jobs.add("take", (), None)


def test_a_job_begun_again_under_its_name_is_another_one() -> None:
    jobs = OpenJobs()
    first = jobs.add("take", (), None)
    jobs.remove("take")
    assert jobs.add("take", (), None).number != first.number


def test_finished_jobs_come_first_in_the_order_of_finishing() -> None:
    jobs = OpenJobs()
    one, two, three = (jobs.add(name, (), None) for name in ("one", "two", "three"))
    jobs.finish(three)
    jobs.finish(two)
    assert list(jobs) == [three, two, one]
    assert jobs.any_finished()


def test_an_urgent_job_that_is_finished_comes_before_those_finished_earlier() -> None:
    jobs = OpenJobs()
    one, two, urgent, open_still = (jobs.add(name, (), None) for name in "1234")
    urgent.urgent = open_still.urgent = True
    for job in (one, urgent, two):
        jobs.finish(job)
    assert list(jobs) == [urgent, one, two, open_still]
    assert next(urgent.replay()) == BeginRecognition(urgent.number, urgent=True)


def test_a_fresh_worker_is_told_the_texts_one_of_which_was_said() -> None:
    job = OpenJobs().add("aside", (), None)
    job.choices = ("Boss.", "Pause.")
    assert next(job.replay()) == BeginRecognition(job.number, choices=("Boss.", "Pause."))


def test_a_job_without_a_file_is_replayed_from_what_was_fed() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RAG, None, language="de")
    job.keep(b"abcd")
    job.lost_worker()
    jobs.finish(job)
    begun = BeginRecognition(job.number, RAG, "de")
    assert list(job.replay()) == [
        begun,
        RecognitionAudio(job.number, b"abcd"),
        FinishRecognition(job.number),
    ]


def test_a_job_with_a_file_keeps_nothing_and_is_replayed_from_the_file() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RAG, Path("take.wav"), language="de")
    job.keep(b"abcd")
    assert list(job.replay()) == [BeginRecognition(job.number, RAG, "de")]
    job.lost_worker()
    assert not list(job.replay())
    jobs.finish(job)
    assert list(job.replay()) == [RecognizeFile(job.number, "take.wav", RAG, "de")]


def test_after_a_death_a_job_with_a_file_is_listened_to_for_its_captions_only() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", RAG, Path("take.wav"), captions=True)
    assert not list(job.end_of_captions())
    job.lost_worker()
    assert list(job.replay()) == [BeginRecognition(job.number, RAG, captions=True)]
    assert job.listens
    assert list(job.end_of_captions()) == [CancelRecognition(job.number)]
    jobs.finish(job)
    assert not job.listens
    assert list(job.replay()) == [RecognizeFile(job.number, "take.wav", RAG)]


def test_captions_after_a_death_stand_behind_a_gap_and_what_was_told_before() -> None:
    job = OpenJobs().add("take", RAG, Path("take.wav"), captions=True)
    job.caption("It is the", "loss")
    job.lost_worker()
    assert job.caption("", "per").settled == "It is the loss …"
    assert job.caption("per token", "and") == LiveCaption(
        "take", "It is the loss … per token", "and"
    )
    job.lost_worker()
    assert job.caption("", "").settled == "It is the loss … per token and …"
    job.lost_worker()
    assert job.caption("", "low").settled == "It is the loss … per token and …"


def test_where_nothing_was_told_there_is_no_gap() -> None:
    job = OpenJobs().add("take", RAG, Path("take.wav"), captions=True)
    job.lost_worker()
    assert job.caption("It is", "the") == LiveCaption("take", "It is", "the")


def test_captions_of_what_is_heard_again_from_its_start_begin_again() -> None:
    job = OpenJobs().add("take", RAG, None, captions=True)
    job.caption("It is the", "loss")
    job.lost_worker()
    assert job.caption("", "It") == LiveCaption("take", "", "It")


def test_speech_is_told_in_the_times_of_all_sound_that_was_fed() -> None:
    job = OpenJobs().add("take", RAG, Path("take.wav"), captions=True)
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 0.25, 0.5)
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.lost_worker()
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 3.25, 3.5)


def test_speech_of_a_job_that_is_replayed_keeps_its_times() -> None:
    job = OpenJobs().add("take", RAG, None)
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.lost_worker()
    assert job.activity(True, 0.25, 0.5) == SpeechActivity("take", True, 0.25, 0.5)
    assert not list(job.fall_silent())


def test_speech_ends_with_a_worker_after_which_the_sound_is_not_heard_again() -> None:
    job = OpenJobs().add("take", RAG, Path("take.wav"), captions=True)
    job.keep(bytes(2 * 3 * SPEECH_RATE))
    job.activity(True, 0.25, 0.5)
    job.lost_worker()
    assert list(job.fall_silent()) == [SpeechActivity("take", False, 3.0, 3.0)]
    assert not list(job.fall_silent())


def test_captions_are_told_of_jobs_that_ask_for_them_while_their_sound_comes() -> None:
    jobs = OpenJobs()
    jobs.add("spoken", (), None, captions=True)
    jobs.add("without", (), None)
    jobs.finish(jobs.add("done", (), None, captions=True))
    assert jobs.captioned() == ("spoken",)


def test_a_job_is_given_up_at_the_second_death() -> None:
    jobs = OpenJobs()
    job = jobs.add("take", (), None)
    assert jobs.blame() is None
    assert jobs.blame() is job
    assert len(jobs) == 0


def test_the_job_at_work_is_blamed_and_not_those_that_wait() -> None:
    jobs = OpenJobs()
    listening, working = jobs.add("listening", (), None), jobs.add("working", (), None)
    jobs.finish(working)
    jobs.blame()
    assert (working.deaths, listening.deaths) == (1, 0)


def test_a_death_with_nothing_open_is_nobodys_fault() -> None:
    assert OpenJobs().blame() is None


def test_a_search_for_fillers_comes_last_and_nobody_waits_for_it() -> None:
    jobs = OpenJobs()
    search = jobs.add_aside("fillers", Path("take.wav"))
    listening = jobs.add("listening", (), None)
    assert list(jobs) == [listening, search]
    assert not jobs.any_finished()


def test_a_search_for_fillers_is_replayed_from_its_file() -> None:
    search = OpenJobs().add_aside("fillers", Path("take.wav"))
    search.lost_worker()
    assert list(search.replay()) == [FindFillers(search.number, "take.wav")]
