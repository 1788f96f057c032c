-- SPDX-License-Identifier: MIT
-- change_week_add
INSERT INTO change_week (person_id, week, change_id, noun, record_id)
VALUES (:person_id, :week, :change_id, :noun, :record_id)
ON CONFLICT (person_id, week, change_id, noun, record_id) DO NOTHING;

-- change_week_items
SELECT l.id, l.change_id, l.noun, l.before, l.after, l.at, l.person_id, coalesce(p.name, '') AS person_name,
       coalesce(p.hue, 0) AS hue, l.through, l.undoes_id, l.undone
  FROM change_week w
  JOIN change_line l ON l.change_id = w.change_id AND l.noun = w.noun AND l.record_id = w.record_id
  LEFT JOIN person_brief p ON p.id = l.person_id
 WHERE w.person_id = :person_id AND w.week = :week
 ORDER BY w.change_id DESC, l.id
 LIMIT 200;

-- change_week_taken
-- What the plan's changes of this week took from others' projects, for what and why.
SELECT change_id, project_id, for_project_id, for_kind, reason
  FROM plan_taken WHERE person_id = :person_id AND week = :week
 ORDER BY id DESC LIMIT 200;
