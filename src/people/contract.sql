-- SPDX-License-Identifier: MIT
-- contract_add
INSERT INTO contract (person_id, from_day, mon, tue, wed, thu, fri, sat, sun, starts_at)
VALUES (:person_id, :from_day, :mon, :tue, :wed, :thu, :fri, :sat, :sun, :starts_at)
RETURNING id, revision;

-- contract_change
UPDATE contract
   SET revision = revision + 1, mon = :mon, tue = :tue, wed = :wed, thu = :thu, fri = :fri, sat = :sat, sun = :sun,
       starts_at = :starts_at
 WHERE id = :id
RETURNING revision;

-- contract_find
SELECT id, revision, person_id, from_day, mon, tue, wed, thu, fri, sat, sun, starts_at FROM contract WHERE id = :id;

-- contract_at
SELECT id, revision, person_id, from_day, mon, tue, wed, thu, fri, sat, sun, starts_at
  FROM contract WHERE person_id = :person_id AND from_day = :from_day;

-- contract_first
SELECT id, revision, person_id, from_day, mon, tue, wed, thu, fri, sat, sun, starts_at
  FROM contract WHERE person_id = :id ORDER BY from_day LIMIT 1;

-- contract_count
SELECT count(*) AS count FROM contract WHERE person_id = :id;

-- contract_move
UPDATE contract SET from_day = :from_day, revision = revision + 1 WHERE id = :id;

-- contract_remove
DELETE FROM contract WHERE id = :id;

-- contract_remove_of
DELETE FROM contract WHERE person_id = :id;

-- contract_list
-- In force at some time in from_day…until: begun by its end, and not yet followed at its start.
SELECT c.id, c.revision, c.person_id, c.from_day, c.mon, c.tue, c.wed, c.thu, c.fri, c.sat, c.sun, c.starts_at
  FROM contract c
 WHERE c.from_day <= :until
   AND NOT EXISTS (SELECT 1 FROM contract n
                    WHERE n.person_id = c.person_id AND n.from_day > c.from_day AND n.from_day <= :from_day)
 ORDER BY c.person_id, c.from_day;

-- contract_list_of
-- The same of one person.
SELECT c.id, c.revision, c.person_id, c.from_day, c.mon, c.tue, c.wed, c.thu, c.fri, c.sat, c.sun, c.starts_at
  FROM contract c
 WHERE c.person_id = :person_id AND c.from_day <= :until
   AND NOT EXISTS (SELECT 1 FROM contract n
                    WHERE n.person_id = c.person_id AND n.from_day > c.from_day AND n.from_day <= :from_day)
 ORDER BY c.from_day;

-- contract_employment
SELECT employed_from, employed_until FROM person WHERE id = :id;
