-- SPDX-License-Identifier: MIT
-- list_import_add
INSERT INTO list_import (person_id, kind, file_name, columns, body, state, created_at)
VALUES (:person_id, :kind, :file_name, :columns, :body, 'waiting', :created_at)
RETURNING id;

-- list_import_find
SELECT id, person_id, kind, file_name, columns, body, state, created_at FROM list_import WHERE id = :id;

-- list_import_choose
UPDATE list_import SET columns = :columns WHERE id = :id AND state = 'waiting';

-- list_import_take
-- Once: who comes second finds nothing to change.
UPDATE list_import SET state = 'done', body = '' WHERE id = :id AND state = 'waiting';

-- list_import_forget
DELETE FROM list_import
 WHERE id IN (SELECT id FROM list_import WHERE state = 'waiting' AND created_at < :created_at ORDER BY id LIMIT 5);
