import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from rig.long_sound import silence
from rig.sounds import tone

from mock_interviewer.audio.errors import BadAudioFile
from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.recognition.worker.worker import file_blocks
from mock_interviewer.audio.samples import SPEECH_RATE, to_pcm


def test_blocks_hold_all_of_a_file_in_order(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    write_wav(path, tone(12.0, 44_100))
    found = list(file_blocks(path))
    assert len(found) > 1
    assert np.array_equal(np.concatenate(found), to_pcm(read_sound(path, SPEECH_RATE).samples))


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    path = silence(tmp_path / "long.flac", 1800.0)
    tracemalloc.start()
    try:
        heard = sum(map(len, file_blocks(path)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert heard == 1800 * SPEECH_RATE
    assert peak < 32e6


def test_a_file_without_sound_is_refused_before_a_block_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    path.write_text("no sound")
    with pytest.raises(BadAudioFile):
        file_blocks(path)
