import json
import platform
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import notices
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from sbom import bill_of_materials

ROOT = Path(__file__).parents[2]
LICENSES = ROOT / "app" / "licenses"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the files that the check reads."""
    shutil.copytree(LICENSES, tmp_path / "app" / "licenses")
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "requirements.txt", tmp_path / "packaging")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def other_version(root: Path) -> None:
    edit(root / "packaging" / "requirements.txt", "jinja2==3.1.6", "jinja2==9.9.9")


def new_package(root: Path) -> None:
    pins = root / "packaging" / "requirements.txt"
    pins.write_text(pins.read_text() + "new-one==1.0 \\\n    --hash=sha256:00\n")


def package_gone(root: Path) -> None:
    edit(root / "packaging" / "requirements.txt", "chevron==", "# chevron ")


def other_model(root: Path) -> None:
    voice = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
    edit(root / "app" / "licenses" / "sbom.cdx.json", voice, "0" * 64)


def test_the_shipped_notices_match_the_pins_and_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert (notices.main(["--check"]), capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (other_version, "app/licenses/notices.json lacks jinja2 9.9.9"),
        (other_version, "app/licenses/sbom.cdx.json has jinja2 3.1.6, which is not pinned"),
        (new_package, "app/licenses/sbom.cdx.json lacks new-one 1.0"),
        (package_gone, "app/licenses/notices.json has chevron 0.14.0, which is not pinned"),
        (other_model, "lacks en_US-joe-medium.onnx of the model en_US-joe-medium"),
    ],
)
def test_stale_notices_are_named(checkout: Path, change: Callable[[Path], None], said: str) -> None:
    assert list(notices.differences(checkout)) == []
    change(checkout)
    assert any(said in line for line in notices.differences(checkout))


@pytest.mark.skipif(
    (sys.platform, platform.machine(), *sys.version_info[:2]) != ("linux", "x86_64", 3, 11),
    reason="the texts are those of the packages for Python 3.11 on x86-64 Linux",
)
def test_the_command_reproduces_the_shipped_files() -> None:
    parts, entries = notices.collect(ROOT)
    written = json.loads(json.dumps(notices.notices(parts)))
    assert written == json.loads((LICENSES / "notices.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    kept = json.loads((LICENSES / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert bill_of_materials(project, entries) == kept


def test_the_bill_of_materials_is_valid_cyclonedx() -> None:
    text = (LICENSES / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_bill_of_materials_has_no_time_and_names_no_registry() -> None:
    for file in ("sbom.cdx.json", "notices.json"):
        text = (LICENSES / file).read_text(encoding="utf-8")
        assert not re.search(r"pypi\.org|pythonhosted\.org", text)
    assert "timestamp" not in json.loads((LICENSES / "sbom.cdx.json").read_text())["metadata"]


def test_every_dependency_in_the_bill_of_materials_is_resolved() -> None:
    bill = json.loads((LICENSES / "sbom.cdx.json").read_text(encoding="utf-8"))
    known = {each["bom-ref"] for each in bill["components"]}
    named = {ref for each in bill["dependencies"] for ref in each.get("dependsOn", ())}
    assert named <= known
    # A package that nothing requires would have no reason to be listed.
    assert known - named == set()


def test_a_package_with_an_unknown_license_is_named() -> None:
    with pytest.raises(notices.NoticesError, match="no-such-package has no license text"):
        notices.package_part("no-such-package", ["1.0"], {})
    with pytest.raises(notices.NoticesError, match="The license of no-such-package is not clear"):
        notices.package_part("no-such-package", ["1.0"], {"texts": ["MIT"]})


@pytest.mark.parametrize("builder", [WheelBuilder, SdistBuilder])
def test_the_distribution_contains_licenses_and_model_tables(
    builder: type[WheelBuilder] | type[SdistBuilder],
) -> None:
    made = builder(str(ROOT))
    with made.config.set_build_data({"artifacts": [], "force_include": {}, "build_hooks": []}):
        files = {Path(file.path).relative_to(ROOT) for file in made.recurse_included_files()}
    for needed in (
        "app/licenses/notices.json",
        "app/licenses/sbom.cdx.json",
        "app/feedback/coverage/scoring/models.toml",
        "app/feedback/coverage/scoring/tokenizer.json",
        "app/feedback/coverage/scoring/judge.notice.txt",
        "app/feedback/coverage/scoring/judge.onnx",
        "audio/models.toml",
    ):
        assert Path(needed) in files
