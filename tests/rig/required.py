"""A pytest plugin that fails skipped rig tests if MOCK_INTERVIEWER_RIG=required."""

import os
from collections.abc import Generator

import pytest

VARIABLE = "MOCK_INTERVIEWER_RIG"


def _required() -> bool:
    return os.environ.get(VARIABLE) == "required"


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    xfailed = hasattr(report, "wasxfail")
    if _required() and report.skipped and not xfailed and item.get_closest_marker("rig"):
        report.outcome = "failed"
        report.longrepr = f"{VARIABLE}=required and this was skipped: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that skips itself, since its rig tests would never show up."""
    report = yield
    if _required() and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{VARIABLE}=required and this was skipped: {_reason(report.longrepr)}"
    return report
