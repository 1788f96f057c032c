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

-- overtime_put_back
-- A removed one under the id that it had.
INSERT INTO overtime (id, person_id, week, minutes, reason, agreed_by, at)
VALUES (:id, :person_id, :week, :minutes, :reason, :agreed_by, :at);

-- overtime_newest
SELECT id, person_id, week, minutes, reason, agreed_by, at FROM overtime
 WHERE person_id = :person_id AND week = :week ORDER BY id DESC LIMIT 1;

-- overtime_page
SELECT o.id, o.person_id, p.name AS person_name, p.hue AS person_hue, o.week, o.minutes, o.reason, o.agreed_by,
       coalesce(a.name, '') AS agreed_by_name, o.at
  FROM overtime o
  JOIN person_brief p ON p.id = o.person_id
  LEFT JOIN person_brief a ON a.id = o.agreed_by
 WHERE o.week >= :from_week AND o.week <= :until_week
   AND (:viewer_id IS NULL OR o.person_id = :viewer_id)
   AND (:person_id IS NULL OR o.person_id = :person_id)
   AND (o.week < :before_week OR (o.week = :before_week AND o.id < :before_id))
 ORDER BY o.week DESC, o.id DESC
 LIMIT :fetch;
