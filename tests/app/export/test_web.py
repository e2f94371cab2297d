"""The web page, opened by Chromium, and sound files, read by FFmpeg."""

import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from rig.kept_session import ASKED, NAME, NOTE, SECONDS
from rig.told_text import told_text
from system_parts import BROWSERS

from mock_interviewer.app.export.export_file import export_sessions
from mock_interviewer.app.export.file_names import session_stem
from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.export.selection import ExportedSession

pytestmark = pytest.mark.rig
_CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--allow-file-access-from-files", "--virtual-time-budget=20000"),
)

_AROUND = """<iframe src="PAGE" width="1000" height="1000"></iframe><pre></pre>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument;
  const sounds = [...page.querySelectorAll("audio")];
  const tell = () => {
    if (sounds.some(sound => sound.readyState < 1 && !sound.error)) return setTimeout(tell, 10);
    document.querySelector("pre").textContent = JSON.stringify({
      text: page.body.innerText,
      elements: [...page.querySelectorAll("*")].map(one => one.localName),
      lengths: sounds.map(sound => sound.duration),
    });
  };
  tell();
};
</script>
"""


@dataclass(frozen=True)
class _Opened:
    """A page in Chromium: its text, its elements, and the lengths of its sounds."""

    text: str
    elements: list[str]
    lengths: list[float]


def _open(page: Path, profile: Path) -> _Opened:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("needs Chromium")
    around = page.with_name("around.html")
    around.write_text(_AROUND.replace("PAGE", page.name))
    profile.mkdir()
    ended = subprocess.run(
        [browser, *_CHROMIUM, f"--user-data-dir={profile}", "--dump-dom", around.as_uri()],
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    return _Opened(**json.loads(told_text(ended.stdout).partition("</script>")[0].split("\n")[0]))


def test_a_self_contained_page_plays_its_sound(kept: ExportedSession, tmp_path: Path) -> None:
    export_sessions([kept], ExportFormat.HTML, tmp_path / "page.html")
    opened = _open(tmp_path / "page.html", tmp_path / "profile")
    assert opened.lengths == pytest.approx([SECONDS, SECONDS], abs=0.2)
    for text in (ASKED, NAME):
        assert text in opened.text
    assert all(line in opened.text for line in NOTE.splitlines())
    assert not {"script", "img", "u", "i", "b"} & set(opened.elements)


def test_a_page_from_an_archive_plays_its_sound(kept: ExportedSession, tmp_path: Path) -> None:
    export_sessions([kept], ExportFormat.HTML, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path)
    stem = session_stem(kept.session)
    page = tmp_path / stem / f"{stem}.html"
    assert _open(page, tmp_path / "profile").lengths == pytest.approx([SECONDS, SECONDS], abs=0.2)


@pytest.mark.parametrize(
    ("form", "codec"),
    [
        (ExportFormat.WAV, "pcm_s16le"),
        (ExportFormat.FLAC, "flac"),
        (ExportFormat.MP3, "mp3"),
        (ExportFormat.OPUS, "opus"),
    ],
)
def test_session_sound_is_its_takes_in_order(
    kept: ExportedSession, tmp_path: Path, form: ExportFormat, codec: str
) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("needs ffprobe")
    target = tmp_path / f"out.{form}"
    export_sessions([kept], form, target)
    told = subprocess.run(
        [
            *("ffprobe", "-v", "error", "-show_entries", "format=duration:stream=codec_name"),
            *("-of", "json", target),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stdout)
    assert not told.stderr
    assert [stream["codec_name"] for stream in found["streams"]] == [codec]
    assert float(found["format"]["duration"]) == pytest.approx(2 * SECONDS, abs=0.2)
