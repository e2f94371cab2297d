-- The verdicts on key points that the person gave, beside those of the judge, which are in feedback.

CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY,
    take INTEGER NOT NULL REFERENCES takes (number) ON DELETE CASCADE,
    point TEXT NOT NULL,  -- the id of a key point; one that no longer exists is kept but idle
    covered TEXT NOT NULL CHECK (covered IN ('made', 'opposite', 'not')),
    at TEXT NOT NULL,
    UNIQUE (take, point)
) STRICT;

-- Key points to check. Earlier versions called them partly made.
ALTER TABLE figures ADD COLUMN unsure INTEGER;

UPDATE figures
SET unsure = (
    SELECT count(*) FROM feedback AS f, json_each(f.data, '$.coverage.points') AS p
    WHERE f.transcript = figures.transcript AND p.value ->> '$.covered' = 'partly'
)
WHERE points IS NOT NULL;
