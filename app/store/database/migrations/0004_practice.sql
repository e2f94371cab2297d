-- Practice that adds up: names, notes and stars; figures for lists and charts; search; the schedule.

ALTER TABLE sessions ADD COLUMN name TEXT NOT NULL DEFAULT '';  -- the person's own; '' for none

ALTER TABLE takes ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
ALTER TABLE takes ADD COLUMN deleting INTEGER NOT NULL DEFAULT 0 CHECK (deleting IN (0, 1));
ALTER TABLE takes ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE takes ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- A question that was passed over in silence counted as answered.
UPDATE takes SET status = 'skipped'
WHERE status = 'saved' AND json_valid(flags)
      AND EXISTS (SELECT 1 FROM json_each(flags) WHERE value = 'skipped')
      AND EXISTS (SELECT 1 FROM transcripts AS x
                  WHERE x.take = takes.number AND x.current AND trim(x.text) = '');
DELETE FROM feedback WHERE transcript IN (
    SELECT x.number FROM transcripts AS x JOIN takes AS t ON t.number = x.take
    WHERE t.status = 'skipped'
);

-- What lists and filters count, without a look at the rows themselves.
CREATE INDEX takes_by_section ON takes (bank, section, question, deleting, session);
-- What charts over time read, without a look at the rows either.
CREATE INDEX takes_spoken ON takes (started_at, duration, session)
    WHERE status = 'saved' AND NOT deleting;
CREATE INDEX sessions_deleted ON sessions (number) WHERE deleting;
-- Under which style a session was held, without reading its plan.
CREATE INDEX sessions_by_style
    ON sessions (CASE WHEN json_valid(plan) THEN json_extract(plan, '$.style') END);
CREATE INDEX takes_deleted ON takes (session) WHERE deleting;

-- What was found in an answer, narrow enough to be read for all of them at once. A row goes with the
-- feedback it was taken from. NULL is what could not be told.
CREATE TABLE figures (
    transcript INTEGER PRIMARY KEY REFERENCES feedback (transcript) ON DELETE CASCADE,
    coverage REAL,  -- covered weight over total weight, 0 to 1
    made INTEGER,  -- key points
    points INTEGER,
    words INTEGER NOT NULL,
    pace REAL,  -- words a minute
    filler_rate REAL,  -- a minute
    first_word REAL,  -- seconds
    longest_pause REAL,  -- seconds
    pitch_variation REAL  -- without unit
) STRICT;

INSERT INTO figures
SELECT transcript,
       (SELECT sum(p.value ->> '$.weight' * CASE p.value ->> '$.covered'
                       WHEN 'made' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END)
               / sum(p.value ->> '$.weight')
        FROM json_each(data, '$.coverage.points') AS p),
       CASE WHEN json_type(data, '$.coverage.points') = 'array' THEN
           (SELECT count(*) FROM json_each(data, '$.coverage.points') AS p
            WHERE p.value ->> '$.covered' = 'made') END,
       json_array_length(data, '$.coverage.points'),
       coalesce(data ->> '$.delivery.words', 0),
       data ->> '$.delivery.pace',
       data ->> '$.delivery.filler_rate',
       data ->> '$.delivery.first_word',
       (SELECT max(m.value ->> '$.end' - m.value ->> '$.start')
        FROM json_each(data, '$.delivery.pauses.moments') AS m),
       data ->> '$.delivery.pitch.variation'
FROM feedback WHERE json_valid(data);

-- Which feedback can be read and is of which version, without a look at the wide rows.
CREATE INDEX feedback_readable ON feedback (version) WHERE json_valid(data);

-- The words of the transcripts that count, and of what a person sees of a take besides them. Both are
-- numbered as takes are, so that what is found need not be looked up in the wide rows to be told.
CREATE VIEW current_transcripts AS SELECT take, text FROM transcripts WHERE current;

CREATE VIRTUAL TABLE spoken USING fts5(
    text, content='current_transcripts', content_rowid='take',
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
CREATE VIRTUAL TABLE labels USING fts5(
    text, name, note, content='takes', content_rowid='number',
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);

INSERT INTO spoken (rowid, text) SELECT take, text FROM current_transcripts;
INSERT INTO labels (rowid, text, name, note) SELECT number, text, name, note FROM takes;

CREATE TRIGGER spoken_added AFTER INSERT ON transcripts WHEN new.current BEGIN
    INSERT INTO spoken (rowid, text) VALUES (new.take, new.text);
END;
CREATE TRIGGER spoken_chosen AFTER UPDATE OF current ON transcripts
WHEN new.current AND NOT old.current BEGIN
    INSERT INTO spoken (rowid, text) VALUES (new.take, new.text);
END;
CREATE TRIGGER spoken_left AFTER UPDATE OF current ON transcripts
WHEN old.current AND NOT new.current BEGIN
    INSERT INTO spoken (spoken, rowid, text) VALUES ('delete', old.take, old.text);
END;
CREATE TRIGGER spoken_removed AFTER DELETE ON transcripts WHEN old.current BEGIN
    INSERT INTO spoken (spoken, rowid, text) VALUES ('delete', old.take, old.text);
END;
CREATE TRIGGER labels_added AFTER INSERT ON takes BEGIN
    INSERT INTO labels (rowid, text, name, note) VALUES (new.number, new.text, new.name, new.note);
END;
CREATE TRIGGER labels_changed AFTER UPDATE OF text, name, note ON takes BEGIN
    INSERT INTO labels (labels, rowid, text, name, note)
    VALUES ('delete', old.number, old.text, old.name, old.note);
    INSERT INTO labels (rowid, text, name, note) VALUES (new.number, new.text, new.name, new.note);
END;
CREATE TRIGGER labels_removed AFTER DELETE ON takes BEGIN
    INSERT INTO labels (labels, rowid, text, name, note)
    VALUES ('delete', old.number, old.text, old.name, old.note);
END;

-- The schedule: what was graded, and the card of each question, which follows from that alone.
CREATE TABLE reviews (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    take INTEGER NOT NULL UNIQUE REFERENCES takes (number) ON DELETE CASCADE,
    proposed INTEGER CHECK (proposed BETWEEN 1 AND 4),  -- as FSRS counts: 1 is again; NULL: nothing
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
    confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),
    at TEXT NOT NULL
) STRICT;

CREATE INDEX reviews_by_question ON reviews (bank, question, number);

CREATE TABLE cards (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    due TEXT NOT NULL,
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),  -- of the latest answer
    data TEXT NOT NULL,  -- JSON, as the scheduler gives it
    PRIMARY KEY (bank, question)
) STRICT;

CREATE INDEX cards_by_due ON cards (due);
