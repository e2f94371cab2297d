"""The settings of what is kept on the disk, and how."""

from mock_interviewer.app.settings.setting import Group, Kind, Setting
from mock_interviewer.app.wording import counted

KEEP_AS_FLAC: Setting[bool] = Setting(
    key="keep_as_flac",
    kind=Kind.SWITCH,
    default=True,
    group=Group.STORAGE,
    label="Keep recordings as FLAC",
    help="Whether recordings are made smaller once they are closed, about by half. Nothing of the "
    "sound is lost, and every recording is checked before the larger file goes.",
)
FOR_EVER = 0
KEEP_MONTHS: Setting[int] = Setting(
    key="keep_months",
    kind=Kind.NUMBER,
    default=FOR_EVER,
    group=Group.STORAGE,
    label="Keep recordings for",
    help="After so many months the recording of an answer is removed, unless you starred it; 0 "
    "keeps all. Transcripts and feedback are always kept.",
    minimum=FOR_EVER,
    maximum=120,
    unit="months",
    elsewhere=True,
    asked_after_restore=lambda months: f"delete recordings after {counted(months, 'month')}",
)
