import json

import pytest

from mock_interviewer.app.cli import main

Capture = pytest.CaptureFixture[str]


def test_every_component_is_listed_with_its_license(capsys: Capture) -> None:
    assert main(["licenses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (numpy,) = [line for line in lines if line.startswith("numpy ")]
    assert "BSD-3-Clause" in numpy
    (voice,) = [line for line in lines if line.startswith("Joe (")]
    assert voice.split()[-2:] == ["voice", "CC0-1.0"]


def test_a_named_component_prints_its_license_texts(capsys: Capture) -> None:
    assert main(["licenses", "PortAudio"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("PortAudio\nLibrary · MIT\nhttps://")
    assert "Ross Bencina" in out


def test_all_license_texts_are_printed_on_request(capsys: Capture) -> None:
    assert main(["licenses", "--all"]) == 0
    out = capsys.readouterr().out
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in out
    assert "Copyright (c) 2022 OpenAI" in out


def test_components_are_listed_as_json(capsys: Capture) -> None:
    assert main(["licenses", "--json"]) == 0
    parts = json.loads(capsys.readouterr().out)
    assert {"name", "kind", "version", "license", "source", "note", "texts"} == set(parts[0])


def test_the_bill_of_materials_is_printed(capsys: Capture) -> None:
    assert main(["licenses", "--sbom"]) == 0
    assert json.loads(capsys.readouterr().out)["bomFormat"] == "CycloneDX"


def test_an_unknown_component_is_a_usage_error(capsys: Capture) -> None:
    assert main(["licenses", "no-such-part"]) == 2
    assert "No part matches “no-such-part”" in capsys.readouterr().err
