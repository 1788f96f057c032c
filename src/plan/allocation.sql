-- SPDX-License-Identifier: MIT
-- allocation_find
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note, changed_by, changed_at
  FROM allocation
 WHERE person_id = :person_id AND week = :week AND coalesce(project_id, 0) = coalesce(:project_id, 0)
   AND kind = :kind AND state = :state AND work = :work;

-- allocation_add
INSERT INTO allocation (person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note, changed_by,
                        changed_at)
VALUES (:person_id, :week, :project_id, :kind, :state, :work, :minutes, :until, :reserved_by, :note, :changed_by,
        :changed_at)
RETURNING id;

-- allocation_change
UPDATE allocation
   SET minutes = :minutes, until = :until, reserved_by = :reserved_by, note = :note, changed_by = :changed_by,
       changed_at = :changed_at
 WHERE id = :id;

-- allocation_remove
DELETE FROM allocation WHERE id = :id;

-- allocation_range
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note
  FROM allocation WHERE week >= :from_week AND week < :until_week ORDER BY person_id, week, id;

-- allocation_by_week
-- The order of the index: nothing is sorted.
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note
  FROM allocation WHERE week >= :from_week AND week < :until_week ORDER BY week, person_id, id;

-- allocation_range_of
-- The order of the index; who asks sorts by id within each week, which costs less than the database's sorting of each.
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note
  FROM allocation WHERE person_id = :person_id AND week >= :from_week AND week < :until_week ORDER BY week;

-- allocation_of_week
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note
  FROM allocation WHERE person_id = :person_id AND week = :week ORDER BY id;

-- allocation_any
SELECT id FROM allocation WHERE id > 0 LIMIT 1;
