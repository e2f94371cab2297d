"""The settings of when questions are asked again."""

from mock_interviewer.app.settings.setting import Group, Kind, Setting

REMIND_DUE: Setting[bool] = Setting(
    key="remind_due",
    kind=Kind.SWITCH,
    default=True,
    group=Group.PRACTICE,
    label="Remind me what is due",
    help="Whether the Practice page says which questions it is time to answer again, and you are "
    "asked how an answer went. Off, nothing of that is shown anywhere.",
)
