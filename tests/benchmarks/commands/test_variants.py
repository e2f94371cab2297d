from benchmarks.commands.variants import variants

from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand


def test_there_are_a_hundred_variants_over_all_commands() -> None:
    assert len(variants("test")) >= 100
    assert {variant.command for variant in variants("test")} == set(SpokenCommand)


def test_what_was_chosen_by_is_not_what_is_measured() -> None:
    measured = {variant.text.casefold() for variant in variants("test")}
    assert measured.isdisjoint(variant.text.casefold() for variant in variants("development"))


def test_a_meaning_is_asked_of_a_subject_and_nothing_else_is() -> None:
    for variant in (*variants("test"), *variants("development")):
        assert bool(variant.subject) is (variant.command is SpokenCommand.MEANING)
        assert variant.subject in variant.text
