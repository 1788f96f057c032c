-- SPDX-License-Identifier: MIT
-- change_add
INSERT INTO change (at, person_id, through, action, request_id, undoes_id)
VALUES (:at, :person_id, :through, :action, :request_id, :undoes_id)
RETURNING id;

-- change_find
SELECT id, at, person_id, through, action, request_id, undoes_id FROM change WHERE id = :id;

-- change_undone_by
SELECT id FROM change WHERE undoes_id = :id ORDER BY id DESC LIMIT 1;

-- change_last_own
-- Newest first: neither an undo itself nor undone already.
SELECT c.id, c.at, c.person_id, c.through, c.action, c.request_id, c.undoes_id
  FROM change c
 WHERE c.person_id = :person_id AND c.undoes_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes_id = c.id)
   AND EXISTS (SELECT 1 FROM change_item i WHERE i.change_id = c.id)
 ORDER BY c.id DESC LIMIT 1;

-- change_last_of_nobody
-- The same for the command line and jobs.
SELECT c.id, c.at, c.person_id, c.through, c.action, c.request_id, c.undoes_id
  FROM change c
 WHERE c.person_id IS NULL AND c.undoes_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes_id = c.id)
   AND EXISTS (SELECT 1 FROM change_item i WHERE i.change_id = c.id)
 ORDER BY c.id DESC LIMIT 1;

-- change_item_add
INSERT INTO change_item (change_id, noun, record_id, before, after)
VALUES (:change_id, :noun, :record_id, nullif(:before, ''), nullif(:after, ''));

-- change_item_of_change
SELECT id, change_id, noun, record_id, before, after FROM change_item WHERE change_id = :change_id ORDER BY id DESC;

-- change_item_of_record
SELECT i.id, i.change_id, i.noun, i.record_id, i.before, i.after, c.person_id, c.at
  FROM change_item i JOIN change c ON c.id = i.change_id
 WHERE i.noun = :noun AND i.record_id = :record_id ORDER BY i.id DESC LIMIT 200;

-- change_of_record
SELECT c.id, c.at, c.person_id FROM change_item i JOIN change c ON c.id = i.change_id
 WHERE i.noun = :noun AND i.record_id = :record_id ORDER BY i.id DESC LIMIT 1;

-- audit_add
INSERT INTO audit (at, person_id, address, request_id, action, object, detail)
VALUES (:at, :person_id, :address, :request_id, :action, :object, :detail);
