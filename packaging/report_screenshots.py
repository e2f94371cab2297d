"""Draw the report of a made-up session.

    python packaging/report_screenshots.py          the committed picture, report-light.png
    python packaging/report_screenshots.py DIR      light and dark into DIR, the page and a PDF too

Needs Chromium (on Debian `apt install chromium`), which the program itself does not. The browser
is started without a screen, with an empty profile, and shown one local file.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from report_sample import write_sample
from system_parts import BROWSERS

FOLDER = Path(__file__).with_name("screenshots")
SCHEMES = {"dark": 0, "light": 1}
"""As Blink counts them."""

_SIZE = "1100,2370"
_PATIENCE = 600
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


def main() -> None:
    """Take the screenshots; exit with a message without Chromium."""
    parser = argparse.ArgumentParser(description="Draw the report of a made-up session.")
    parser.add_argument("folder", type=Path, nargs="?", help="where to, with the page and a PDF")
    chosen: Path | None = parser.parse_args().folder
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("The report is drawn by Chromium, and there is none; install it and try again.")
    folder = (chosen or FOLDER).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="report-") as scratch:
        page = write_sample(folder if chosen else Path(scratch))
        schemes = SCHEMES if chosen else {"light": SCHEMES["light"]}
        for scheme, number in schemes.items():
            picture = folder / f"report-{scheme}.png"
            draw(
                browser,
                page,
                f"--screenshot={picture}",
                f"--window-size={_SIZE}",
                f"--blink-settings=preferredColorScheme={number}",
            )
        if chosen:
            draw(browser, page, f"--print-to-pdf={folder / 'report.pdf'}", "--no-pdf-header-footer")


def draw(browser: str, page: Path, *what: str) -> None:
    """Show a local page to a new browser that does ``what`` and ends."""
    with tempfile.TemporaryDirectory(prefix="browser-") as profile:
        # The browser's own sandbox needs a user who is not root; it sees our page only.
        command = [browser, *_QUIET, "--no-sandbox", f"--user-data-dir={profile}", *what]
        subprocess.run(
            [*command, page.as_uri()], check=True, timeout=_PATIENCE, stderr=subprocess.DEVNULL
        )


if __name__ == "__main__":
    main()
