import re
from dataclasses import replace
from pathlib import Path

import pytest

from mock_interviewer.app.text.formatting import byte_size
from mock_interviewer.app.ui.shared.model_names import (
    answer_error_words,
    model_display_name,
    model_error_words,
)
from mock_interviewer.app.ui.speech_models.add_model import usable_name
from mock_interviewer.app.ui.speech_models.model_listing import (
    DownloadRate,
    ModelAction,
    ModelsOverview,
    ModelTask,
    StatusTone,
    download_task,
    model_entries,
    model_entry,
)
from mock_interviewer.app.ui.speech_models.words import (
    MODEL_DESCRIPTIONS,
    download_words,
    measurement_words,
    model_description,
    model_title,
    recommendation_words,
    removal_words,
    time_left,
)
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.installation.download import DownloadSized
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus, ModelStore

USE, CHECK, REMOVE, REPAIR = (
    ModelAction.USE,
    ModelAction.CHECK,
    ModelAction.REMOVE,
    ModelAction.REPAIR,
)
OWN = SpeechModel("mine", "mine", english_only=True, in_place=False, files=(), about=300_000_000)
INSTALL = "Install its package again."
IN_PACKAGE = ModelStatus(
    CATALOG["base"],
    ModelState.DAMAGED,
    Path(),
    "model.bin is missing",
    in_package=True,
    remedy=INSTALL,
)
NOT_INSTALLED = ModelStatus(
    CATALOG["tiny.en"],
    ModelState.MISSING,
    Path(),
    "its package three isn't installed",
    remedy=INSTALL,
)
MACHINE = MachineMeasurement("base", 0.3, 4, 16_000_000_000)


def status(name: str, state: ModelState = ModelState.READY, detail: str = "") -> ModelStatus:
    return ModelStatus(CATALOG.get(name, OWN), state, Path(), detail)


def test_every_model_of_the_catalog_is_described() -> None:
    for model in CATALOG.values():
        assert model.name.removesuffix(".en") in MODEL_DESCRIPTIONS
        assert model_description(model).endswith(".")
    assert len({model_title(model) for model in CATALOG.values()}) == len(CATALOG)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("base", "Base · multilingual, 148 MB"),
        ("small.en", "Small · English only, 486 MB"),
        ("large-v3-turbo", "Large v3 turbo · multilingual, 1.6 GB"),
        ("mine", "mine · English only, 300 MB"),
    ],
)
def test_a_model_is_called_by_name_languages_and_size(name: str, said: str) -> None:
    assert model_title(CATALOG.get(name, OWN)) == said


@pytest.mark.parametrize(
    ("shown", "standing", "actions"),
    [
        (status("base"), ModelsOverview("base", "base"), (CHECK,)),
        (status("base"), ModelsOverview("tiny.en", "tiny.en"), (USE, CHECK)),
        (status("base"), ModelsOverview("tiny.en", "base"), (CHECK,)),
        (status("base", ModelState.TO_ASSEMBLE), ModelsOverview(), (USE, CHECK)),
        (status("mine"), ModelsOverview("base", "base"), (USE, CHECK, REMOVE)),
        (status("mine"), ModelsOverview("mine", "mine"), (CHECK,)),
        (status("mine"), ModelsOverview("base", "mine"), (CHECK,)),
        (status("small"), ModelsOverview("base", "base"), (USE, CHECK, REMOVE)),
        (status("small", ModelState.AVAILABLE), ModelsOverview(), (ModelAction.DOWNLOAD,)),
        (
            status("small", ModelState.AVAILABLE, "9 MB"),
            ModelsOverview(),
            (ModelAction.RESUME, REMOVE),
        ),
        (status("small", ModelState.DAMAGED), ModelsOverview(), (ModelAction.DOWNLOAD, REMOVE)),
        (status("mine", ModelState.DAMAGED), ModelsOverview(), (REMOVE,)),
        (status("base", ModelState.DAMAGED), ModelsOverview(), (REPAIR,)),
        (IN_PACKAGE, ModelsOverview(), (CHECK,)),
        (status("tiny.en", ModelState.DAMAGED), ModelsOverview(), (CHECK,)),
        (status("tiny.en", ModelState.MISSING), ModelsOverview(), (CHECK,)),
        (status("base", ModelState.MISSING), ModelsOverview("base", "base"), (CHECK,)),
        (
            status("base", ModelState.TO_ASSEMBLE),
            ModelsOverview().with_fault("base", "A bit is wrong in its package."),
            (CHECK,),
        ),
        (status("tiny.en"), ModelsOverview().with_fault("tiny.en", "A flipped bit."), (CHECK,)),
        (status("base"), ModelsOverview().with_fault("base", "A flipped bit."), (REPAIR,)),
        (
            status("small"),
            ModelsOverview().with_fault("small", "A bit."),
            (ModelAction.DOWNLOAD, REMOVE),
        ),
        (status("base"), ModelsOverview().with_work("base", ModelTask("Checking")), ()),
        (
            status("small", ModelState.AVAILABLE),
            ModelsOverview().with_work("small", ModelTask("Fetching", 0.5, cancellable=True)),
            (ModelAction.CANCEL,),
        ),
    ],
)
def test_the_actions_follow_from_the_status_of_a_model(
    shown: ModelStatus, standing: ModelsOverview, actions: tuple[ModelAction, ...]
) -> None:
    assert model_entry(shown, standing).actions == actions


@pytest.mark.parametrize(
    ("shown", "standing", "said", "tone"),
    [
        (status("base"), ModelsOverview("base", "base"), "In use.", StatusTone.GOOD),
        (status("base"), ModelsOverview("mine", "mine"), "", StatusTone.PLAIN),
        (
            status("base"),
            ModelsOverview("base", "base", recommended="base").with_check("base", right=True),
            "In use. Recommended for this computer. Verified.",
            StatusTone.GOOD,
        ),
        (
            status("small"),
            ModelsOverview("base", "base", recommended="small"),
            "Recommended for this computer.",
            StatusTone.HINT,
        ),
        (
            status("small", ModelState.AVAILABLE, "9 MB of it are here already"),
            ModelsOverview("base", "base", recommended="small"),
            "Recommended for this computer. 9 MB of it are here already.",
            StatusTone.HINT,
        ),
        (
            NOT_INSTALLED,
            ModelsOverview(),
            f"It comes with Mock Interviewer, but its package three isn't installed. {INSTALL}",
            StatusTone.BAD,
        ),
        (IN_PACKAGE, ModelsOverview(), f"Damaged: model.bin is missing. {INSTALL}", StatusTone.BAD),
        (
            status("base"),
            ModelsOverview("mine", "base"),
            "Loading; the current model stays in use until then.",
            StatusTone.PLAIN,
        ),
        (
            status("mine"),
            ModelsOverview().with_check("mine", right=True),
            "Verified.",
            StatusTone.PLAIN,
        ),
        (
            status("mine", ModelState.DAMAGED, "model.bin is missing"),
            ModelsOverview(),
            "Damaged: model.bin is missing.",
            StatusTone.BAD,
        ),
        (status("small", ModelState.AVAILABLE), ModelsOverview(), "", StatusTone.PLAIN),
        (
            status("small", ModelState.AVAILABLE, "9 MB of it are here already"),
            ModelsOverview(),
            "9 MB of it are here already.",
            StatusTone.PLAIN,
        ),
        (
            status("small", ModelState.AVAILABLE),
            ModelsOverview().with_fault("small", "The hub is gone."),
            "The hub is gone.",
            StatusTone.BAD,
        ),
    ],
)
def test_the_status_of_a_model_is_described(
    shown: ModelStatus, standing: ModelsOverview, said: str, tone: StatusTone
) -> None:
    row = model_entry(shown, standing)
    assert (row.status, row.tone) == (said, tone)


def test_what_comes_with_the_program_is_never_among_what_can_be_downloaded() -> None:
    for state in set(ModelState) - {ModelState.AVAILABLE}:
        for name in ("base", "tiny.en"):
            assert model_entry(status(name, state), ModelsOverview()).here
    assert not model_entry(status("small", ModelState.AVAILABLE), ModelsOverview()).here


def test_faults_are_forgotten_only_once_the_files_are_gone() -> None:
    standing = ModelsOverview().with_fault("base", "A bit is wrong.").with_fault("small", "A bit.")
    here = [status("base"), status("small")]
    assert standing.after_look(here) == standing
    gone = standing.after_look([status("base", ModelState.MISSING), status("small")])
    assert gone == ModelsOverview().with_fault("small", "A bit.")


def test_the_pace_of_models_is_described_and_the_recommended_one_comes_first() -> None:
    standing = replace(ModelsOverview(), machine=MACHINE, recommended="small.en")
    shown = [status("base"), status("large-v3"), status("small.en"), status("mine")]
    small, base, large, own = model_entries(shown, standing)
    assert small.about.endswith("Runs well on this computer.")
    assert small.status == "Recommended for this computer."
    assert base.about.endswith("Runs well on this computer.")
    assert large.about.endswith("Too slow on this computer.")
    assert own.about == "Your own model."


def test_a_fault_and_a_task_can_be_cleared() -> None:
    standing = ModelsOverview().with_fault("base", "A bit.").with_work("base", ModelTask("Mending"))
    assert standing.with_fault("base", "").with_work("base", None) == ModelsOverview()


def test_the_time_left_follows_from_the_recent_speed() -> None:
    rate = DownloadRate()
    assert rate.left(1000) is None
    rate.note(0.0, 0)
    rate.note(0.5, 500)
    assert rate.left(1000) is None
    # A download that was quick at first and is slow now.
    rate.note(1.0, 500)
    rate.note(20.0, 600)
    rate.note(25.0, 650)
    assert rate.left(1000) == pytest.approx(35.0)


def test_a_download_that_stands_still_has_no_time_left() -> None:
    rate = DownloadRate()
    rate.note(0.0, 500)
    rate.note(5.0, 500)
    assert rate.left(1000) is None


def test_progress_is_amounts_and_a_rough_time() -> None:
    assert download_task(123_000_000, 486_000_000, 100.0) == ModelTask(
        "123 MB of 486 MB, about 2 minutes left", 123 / 486, cancellable=True
    )
    assert download_task(0, 0, None).share == 0.0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "a few seconds left"),
        (20, "less than a minute left"),
        (60, "about 1 minute left"),
        (600, "about 10 minutes left"),
        (7000, "about 2 hours left"),
    ],
)
def test_times_are_approximate(seconds: float, said: str) -> None:
    assert time_left(seconds) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 kB"), (5_000, "5 kB"), (78_090_000, "78 MB"), (3_091_000_000, "3.1 GB")],
)
def test_sizes_are_readable(size: int, said: str) -> None:
    assert byte_size(size) == said


def test_the_download_question_names_size_host_and_free_space() -> None:
    sized = DownloadSized("small.en", "huggingface.co", 486_000_000, 0)
    assert download_words(CATALOG["small.en"], sized, 23_400_000_000) == (
        "Download Small (English only)? It is 486 MB and comes from huggingface.co."
        " This disk has 23.4 GB free."
    )
    begun = replace(sized, done=123_000_000)
    assert "486 MB (123 MB already downloaded) and" in download_words(CATALOG["small.en"], begun, 1)


def test_the_removal_question_says_how_to_get_the_model_again() -> None:
    assert "you must download it" in removal_words(CATALOG["small"])
    assert "you must import it" in removal_words(OWN)


def test_a_command_is_no_remedy_in_a_window() -> None:
    assert model_error_words(ModelError("It is damaged.", "Run `mock-interviewer models …`.")) == (
        "It is damaged."
    )
    assert model_error_words(ModelError("The hub is gone.", "Try later.")) == (
        "The hub is gone. Try later."
    )


def test_an_error_calls_models_as_the_window_does() -> None:
    error = ModelError("The speech model 'small.en' is damaged: 'x' is missing.", "Use 'base'.")
    assert model_error_words(error) == (
        "The speech model Small (English only) is damaged: 'x' is missing. Use Base."
    )


def test_where_no_button_is_near_an_error_that_a_command_would_mend_leads_to_the_models() -> None:
    damaged = ModelError("The speech model 'base' is damaged.", "Run `mock-interviewer models …`.")
    assert answer_error_words(damaged) == (
        "The speech model Base is damaged. See the Speech models page in Settings."
    )
    stopped = ModelError("It stopped twice.", "Choose the smaller model 'tiny.en'.")
    assert answer_error_words(stopped) == (
        "It stopped twice. Choose the smaller model Tiny (English only)."
    )


@pytest.mark.parametrize("name", CATALOG)
def test_what_is_said_of_models_in_a_window_names_none_as_the_command_line_does(
    tmp_path: Path, name: str
) -> None:
    store = ModelStore(tmp_path, locate=lambda _: None if name == "base" else tmp_path)
    with pytest.raises(ModelError) as refused:
        store.verified_folder(name)
    with pytest.raises(ModelError) as unknown:
        store.verified_folder("mine")
    for error in (refused.value, unknown.value):
        said = answer_error_words(error)
        for readable in sorted(map(model_display_name, CATALOG), key=len, reverse=True):
            said = said.replace(readable, "")
        assert not set(re.findall(r"[\w.-]*\w", said)) & set(CATALOG)


@pytest.mark.parametrize(
    ("seconds", "better", "present", "said"),
    [
        (0.5, "base", "base", "Base, the speech model in use, runs well on this computer."),
        (9.0, "tiny.en", "tiny.en", "Tiny (English only), the speech model in use, is the fastest"),
        (0.2, "small.en", "base", "can run a more accurate speech model than Base: Small"),
        (3.0, "tiny.en", "base", "Base, the speech model in use, is slow on this computer. Tiny"),
        (0.5, "base", "mine", "The recommended speech model for this computer is Base."),
        (0.5, "tiny", "base", "for this computer and your language is Tiny."),
    ],
)
def test_a_recommendation_gives_its_reason(
    seconds: float, better: str, present: str, said: str
) -> None:
    machine = replace(MACHINE, seconds=seconds)
    sentence = recommendation_words(machine, CATALOG[better], CATALOG.get(present, OWN))
    assert said in sentence


def test_the_measurement_is_described() -> None:
    assert measurement_words(MACHINE, "en") == (
        "4 processors, 16.0 GB of memory; Base transcribes 8 seconds of speech in 0.3 s."
        " Recommended: Small (English only)."
    )
    assert "in less than 0.1 s" in measurement_words(replace(MACHINE, seconds=0.05), "en")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("my-model", "my-model"),
        ("Großes Modell", "Gro-es-Modell"),
        ("base", "base-2"),
        ("BASE", "BASE-2"),
        ("...", "model"),
        ("mine.lock", "mine-lock"),
        ("x" * 100, "x" * 60),
    ],
)
def test_an_imported_model_gets_a_name_that_it_can_have(wanted: str, name: str) -> None:
    assert usable_name(wanted, {"base", "tiny.en"}) == name


def test_names_for_people_are_known_for_models_of_the_catalog_only() -> None:
    assert model_display_name("distil-small.en") == "Distil small (English only)"
    assert model_display_name("mine.en") == "mine.en"
