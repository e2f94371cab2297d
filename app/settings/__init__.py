"""Each setting, declared once; dialog, file and its comments are made from it."""
