-- SPDX-License-Identifier: MIT
-- person_week_find
SELECT person_id, week, capacity, room, absence, confirmed, tentative, internal, reserve, overtime, pushed
  FROM person_week WHERE person_id = :person_id AND week = :week;

-- person_week_lock
SELECT person_id, week, capacity, room, absence, confirmed, tentative, internal, reserve, overtime, pushed
  FROM person_week WHERE person_id = :person_id AND week = :week @for_update;

-- person_week_add
-- Another transaction may have been first.
INSERT INTO person_week (person_id, week, capacity, room) VALUES (:person_id, :week, 0, 0)
ON CONFLICT (person_id, week) DO NOTHING;

-- person_week_save
UPDATE person_week
   SET capacity = :capacity, room = :room, absence = :absence, confirmed = :confirmed, tentative = :tentative,
       internal = :internal, reserve = :reserve, overtime = :overtime, pushed = :pushed
 WHERE person_id = :person_id AND week = :week;

-- person_week_range
SELECT person_id, week, capacity, room, absence, confirmed, tentative, internal, reserve, overtime, pushed
  FROM person_week WHERE week >= :from_week AND week < :until_week ORDER BY person_id, week;

-- person_week_by_week
-- The order of the index: nothing is sorted.
SELECT person_id, week, capacity, room, absence, confirmed, tentative, internal, reserve, overtime, pushed
  FROM person_week WHERE week >= :from_week AND week < :until_week ORDER BY week, person_id;

-- person_week_range_of
SELECT person_id, week, capacity, room, absence, confirmed, tentative, internal, reserve, overtime, pushed
  FROM person_week WHERE person_id = :person_id AND week >= :from_week AND week < :until_week ORDER BY week;

-- week_absence_range
-- The plus keeps SQLite from walking all absences ever in the order of an index on person_id.
SELECT person_id, kind, from_day, until_day, half FROM absence
 WHERE until_day >= :from_day AND from_day <= :until_day ORDER BY +person_id, from_day, id;

-- week_absence_range_of
SELECT person_id, kind, from_day, until_day, half FROM absence
 WHERE person_id = :person_id AND until_day >= :from_day AND from_day <= :until_day ORDER BY from_day, id;

-- week_employment
SELECT id AS person_id, employed_from, employed_until FROM person_brief ORDER BY id;

-- week_employment_of
SELECT id AS person_id, employed_from, employed_until FROM person_brief WHERE id = :person_id;

-- person_week_forget
DELETE FROM person_week WHERE person_id = :id;

-- plan_revision_move
INSERT INTO plan_revision (person_id, revision, touched_at, touched_by)
VALUES (coalesce(:person_id, 0), 1, :touched_at, :touched_by)
ON CONFLICT (person_id) DO UPDATE
   SET revision = plan_revision.revision + 1, touched_at = excluded.touched_at, touched_by = excluded.touched_by;

-- plan_revision_find
SELECT person_id, revision FROM plan_revision WHERE person_id = coalesce(:person_id, 0);

-- plan_revision_list
SELECT person_id, revision FROM plan_revision ORDER BY person_id;
