-- SPDX-License-Identifier: MIT
-- overtime_add
INSERT INTO overtime (person_id, week, minutes, reason, agreed_by, at)
VALUES (:person_id, :week, :minutes, :reason, :agreed_by, :at)
RETURNING id;

-- overtime_find
SELECT id, person_id, week, minutes, reason, agreed_by, at FROM overtime WHERE id = :id;

-- overtime_remove
DELETE FROM overtime WHERE id = :id;

-- overtime_range
SELECT id, person_id, week, minutes, reason, agreed_by, at FROM overtime
 WHERE week >= :from_week AND week < :until_week ORDER BY person_id, week, id;
