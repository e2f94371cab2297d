"""The window's player, which stays while what plays is exchanged."""

from rig.stub_player import StubPlayer

from mock_interviewer.app.ui.shared.player import PlayerProxy
from mock_interviewer.audio.playback.sound_player import PlayedBlock


def _listen(block: PlayedBlock) -> None:
    """Be somebody who listens."""


def test_a_block_listener_survives_a_player_replacement() -> None:
    player = PlayerProxy()
    player.tap(_listen)
    first, second = StubPlayer(), StubPlayer()
    player.exchange(first)
    assert first.listener is _listen
    player.exchange(second)
    assert first.listener is None
    assert second.listener is _listen
    player.tap(None)
    assert second.listener is None
