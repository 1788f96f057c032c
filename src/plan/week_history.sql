-- SPDX-License-Identifier: MIT
-- change_week_add
INSERT INTO change_week (person_id, week, change_id, noun, record_id)
VALUES (:person_id, :week, :change_id, :noun, :record_id)
ON CONFLICT (person_id, week, change_id, noun, record_id) DO NOTHING;

-- change_week_items
SELECT i.id, w.change_id, i.noun, i.before, i.after, c.at, c.person_id, coalesce(p.name, '') AS person_name,
       coalesce(p.hue, 0) AS hue, c.through, c.undoes_id,
       CASE WHEN EXISTS (SELECT 1 FROM change u WHERE u.undoes_id = c.id) THEN 1 ELSE 0 END AS undone
  FROM change_week w
  JOIN change c ON c.id = w.change_id
  JOIN change_item i ON i.change_id = w.change_id AND i.noun = w.noun AND i.record_id = w.record_id
  LEFT JOIN person_brief p ON p.id = c.person_id
 WHERE w.person_id = :person_id AND w.week = :week
 ORDER BY w.change_id DESC, i.id
 LIMIT 200;
