"""When a detector of speech would tell that somebody begins to speak."""

from mock_interviewer.audio.recognition.activity import Presence, VoiceActivity
from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.messages import to_pcm
from mock_interviewer.audio.types import Samples


def noticed(sound: Samples) -> list[Presence]:
    """Return each beginning of speech that the detector tells of in 16 kHz sound."""
    from faster_whisper.vad import get_vad_model

    detector = StreamingDetector(get_vad_model().session.run)
    begun: list[Presence] = []
    speaking = False
    for each in VoiceActivity().feed(detector.feed(to_pcm(sound)).tolist()):
        if each.speaking and not speaking:
            begun.append(each)
        speaking = each.speaking
    return begun
