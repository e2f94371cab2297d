import pytest
from rig.kept_session import keep_session

from mock_interviewer.app.export.selection import ExportedSession


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> ExportedSession:
    """A stored session of odd texts; its recordings stay as they are."""
    return keep_session(tmp_path_factory.mktemp("kept") / "data")
