-- A take that answers a question asked back, under the question of its row.

ALTER TABLE takes ADD COLUMN follow_up INTEGER  -- its place among the bank's then, from 1
    CHECK (follow_up > 0);
