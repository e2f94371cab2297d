import json
from importlib import resources
from pathlib import Path

import pytest

from mock_interviewer.app.licenses.third_parties import (
    KINDS,
    ThirdParty,
    bill_of_materials,
    full_text,
    load_third_parties,
    matching,
)
from mock_interviewer.audio.errors import MachineError


@pytest.fixture(scope="module")
def parties() -> tuple[ThirdParty, ...]:
    return load_third_parties()


def named(parties: tuple[ThirdParty, ...], start: str) -> ThirdParty:
    (found,) = [each for each in parties if each.name.startswith(start)]
    return found


def test_every_component_has_a_license_its_text_and_a_source(
    parties: tuple[ThirdParty, ...],
) -> None:
    for each in parties:
        assert each.license
        assert each.source.startswith("https://")
        assert each.texts
        assert any(len(text.text) > 200 for text in each.texts), each.name
        assert each.kind in KINDS


def test_components_are_sorted_by_name(parties: tuple[ThirdParty, ...]) -> None:
    names = [each.name.lower() for each in parties]
    assert names == sorted(names)


@pytest.mark.parametrize(
    "name", ["PortAudio", "eSpeak NG", "Qt 6", "Whisper base", "Whisper tiny.en", "Silero VAD"]
)
def test_libraries_and_models_are_listed_with_the_packages(
    parties: tuple[ThirdParty, ...], name: str
) -> None:
    assert named(parties, name).kind in {"library", "model"}


def test_restrictions_on_the_voice_are_stated(parties: tuple[ThirdParty, ...]) -> None:
    voice = named(parties, "Joe (")
    assert voice.license == "CC0-1.0"
    said = full_text(voice)
    assert "Finetuned from U.S. English lessac voice" in said
    assert "Blizzard Challenge 2013" in said
    assert "excludes any commercial purpose" in said


def test_search_covers_names_licenses_and_notes(parties: tuple[ThirdParty, ...]) -> None:
    found = matching(parties, "LGPL  soundfile")
    assert [each.name for each in found] == ["libsndfile"]
    assert matching(parties, "") == parties
    assert matching(parties, "no such thing") == ()


def test_the_bill_of_materials_names_the_model_files_by_their_digest() -> None:
    bill = json.loads(bill_of_materials())
    (voice,) = [each for each in bill["components"] if each["name"].startswith("Joe (")]
    assert {file["name"] for file in voice["components"]} == {
        "en_US-joe-medium.onnx",
        "en_US-joe-medium.onnx.json",
    }
    assert all(file["hashes"][0]["alg"] == "SHA-256" for file in voice["components"])


@pytest.mark.parametrize("content", [None, b"{", b"\xff"])
def test_a_damaged_list_is_reported(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "notices.json").write_bytes(content)
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(MachineError, match="list of licenses is missing or damaged"):
        load_third_parties()
