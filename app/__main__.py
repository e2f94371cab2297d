"""``python -m mock_interviewer.app``: the same as the command ``mock-interviewer``."""

import sys

from mock_interviewer.app.cli import main

sys.exit(main())
