-- What was said of an answer. It rests on one transcript and goes with it, or when that changes.

CREATE TABLE feedback (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts (number) ON DELETE CASCADE,
    made_at TEXT NOT NULL,
    version INTEGER NOT NULL,  -- of what computed it
    data TEXT NOT NULL  -- JSON: app.feedback.plain.to_plain(Feedback)
) STRICT;
