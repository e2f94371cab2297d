"""The devices, voices, and models of this computer, as options of settings."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future

from mock_interviewer.app.settings.declarations import MICROPHONE, MODEL, SPEAKER, VOICE
from mock_interviewer.app.ui.settings.setting_editors import FindOptions, SettingOptions
from mock_interviewer.app.ui.shared.model_names import model_display_name
from mock_interviewer.audio.devices.device import Device
from mock_interviewer.audio.devices.device_list import list_devices_in_child
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStatus, ModelStore
from mock_interviewer.audio.voices.chooser import list_voices
from mock_interviewer.audio.voices.voice import VoiceInfo


def option_finders(executor: Executor, models: ModelStore) -> Mapping[str, FindOptions]:
    """Return the searches for options by setting key; they run on ``executor`` for a second."""

    def microphones() -> Future[SettingOptions]:
        return executor.submit(lambda: microphone_options(list_devices_in_child()))

    def speakers() -> Future[SettingOptions]:
        return executor.submit(lambda: speaker_options(list_devices_in_child()))

    def voices() -> Future[SettingOptions]:
        return executor.submit(lambda: voice_options(list_voices()))

    def speech_models() -> Future[SettingOptions]:
        return executor.submit(lambda: model_options(models.list()))

    return {
        MICROPHONE.key: microphones,
        SPEAKER.key: speakers,
        VOICE.key: voices,
        MODEL.key: speech_models,
    }


def microphone_options(devices: Iterable[Device]) -> SettingOptions:
    """Return the devices that can record."""
    return _device_options(device for device in devices if device.inputs > 0)


def speaker_options(devices: Iterable[Device]) -> SettingOptions:
    """Return the devices that can play."""
    return _device_options(device for device in devices if device.outputs > 0)


def voice_options(voices: Iterable[VoiceInfo]) -> SettingOptions:
    """Return voices under their names."""
    return [(voice.id, voice.listed_name) for voice in voices]


def model_options(statuses: Iterable[ModelStatus]) -> SettingOptions:
    """Return the speech models that can be used on this computer."""
    return [
        (status.model.name, model_display_name(status.model.name))
        for status in statuses
        if status.state in {ModelState.READY, ModelState.TO_ASSEMBLE}
    ]


def _device_options(devices: Iterable[Device]) -> SettingOptions:
    """Return devices by name, with the host API if two share a name."""
    listed = list(devices)
    names = [device.name for device in listed]
    return [
        (
            device.key,
            f"{device.name} ({device.host_api})" if names.count(device.name) > 1 else device.name,
        )
        for device in listed
    ]
