-- Sessions, takes and transcripts. Order is that of the integer keys, never of times: clocks jump.
-- Integer keys are not used again after a deletion, so that "started since" can be told by them.

CREATE TABLE sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    mode TEXT NOT NULL,
    started_at TEXT NOT NULL,  -- UTC, ISO 8601, as all times here
    ended_at TEXT,
    planned INTEGER NOT NULL,
    plan TEXT NOT NULL,  -- JSON: question ids in order, think_time, answer_limit, seed
    deleting INTEGER NOT NULL DEFAULT 0 CHECK (deleting IN (0, 1))
) STRICT;

CREATE TABLE takes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,  -- counts the takes of a session; names the recording
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,  -- as asked; the bank may change later
    section TEXT NOT NULL,
    position INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'saved', 'skipped')),
    started_at TEXT NOT NULL,
    duration REAL NOT NULL DEFAULT 0,  -- seconds of sound, counted in samples
    recording TEXT,  -- relative to the data folder, with forward slashes
    flags TEXT NOT NULL DEFAULT '[]',  -- JSON: a list of strings
    UNIQUE (session, place)
) STRICT;

CREATE INDEX takes_by_question ON takes (bank, question);
CREATE INDEX takes_by_status ON takes (status);

CREATE TABLE transcripts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    take INTEGER NOT NULL REFERENCES takes (number) ON DELETE CASCADE,
    made_at TEXT NOT NULL,
    model TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    data TEXT NOT NULL,  -- JSON: Transcript.to_dict()
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1))
) STRICT;

CREATE INDEX transcripts_by_take ON transcripts (take);
CREATE UNIQUE INDEX one_current_transcript ON transcripts (take) WHERE current;
