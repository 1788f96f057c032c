-- SPDX-License-Identifier: MIT
-- import_add
INSERT INTO import (person_id, file_name, profile, answers, body, state, created_at)
VALUES (:person_id, :file_name, :profile, :answers, :body, 'waiting', :created_at)
RETURNING id;

-- import_find
SELECT id, person_id, file_name, profile, answers, body, state, created_at FROM import WHERE id = :id;

-- import_answers_of_profile
-- What was said about the last table of this make that was brought over.
SELECT answers FROM import WHERE profile = :profile AND state = 'done' ORDER BY id DESC LIMIT 1;

-- import_answer
UPDATE import SET answers = :answers WHERE id = :id;

-- import_take
-- Once: who comes second finds nothing to change. The rows are in the plan now, only the answers stay.
UPDATE import SET state = 'done', answers = :answers, body = '' WHERE id = :id AND state = 'waiting';

-- import_forget
-- Large rows: a few at once.
DELETE FROM import
 WHERE id IN (SELECT id FROM import WHERE state = 'waiting' AND created_at < :created_at ORDER BY id LIMIT 5);
