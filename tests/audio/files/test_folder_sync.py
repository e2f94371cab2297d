import os
from pathlib import Path

import pytest

from mock_interviewer.audio.files.folder_sync import sync_folder


@pytest.mark.skipif(os.name == "nt", reason="Windows lets no folder be synced")
def test_the_folder_itself_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = list[int]()
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    sync_folder(tmp_path)
    assert synced == [tmp_path.stat().st_ino]
