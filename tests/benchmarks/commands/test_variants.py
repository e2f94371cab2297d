from benchmarks.commands.variants import variants

from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand


def test_there_are_a_hundred_variants_of_all_commands() -> None:
    assert len(variants("test")) >= 100
    assert {variant.command for variant in variants("test")} == set(SpokenCommand)


def test_development_and_test_variants_do_not_overlap() -> None:
    measured = {variant.text.casefold() for variant in variants("test")}
    assert measured.isdisjoint(variant.text.casefold() for variant in variants("development"))


def test_only_meaning_variants_have_a_subject() -> None:
    for variant in (*variants("test"), *variants("development")):
        assert bool(variant.subject) is (variant.command is SpokenCommand.MEANING)
        assert variant.subject in variant.text
