-- SPDX-License-Identifier: MIT
-- plan_give_way
-- Reserves first, then what is tentative, then what was planned last.
SELECT a.id AS allocation_id, a.kind, a.state, a.work, a.minutes, a.project_id,
       coalesce(p.client_name, '') AS client_name, coalesce(p.name, '') AS project_name,
       coalesce(m.name, '') AS client_manager,
       coalesce((SELECT sum(o.minutes) FROM allocation o
                  WHERE o.project_id = a.project_id AND o.week >= a.week AND o.person_id = a.person_id), 0) AS person_left,
       coalesce((SELECT sum(o.minutes) FROM allocation o
                  WHERE o.project_id = a.project_id AND o.week >= a.week), 0) AS project_left
  FROM allocation a
  LEFT JOIN project_brief p ON p.id = a.project_id
  LEFT JOIN person_brief m ON m.id = p.manager_id
 WHERE a.person_id = :person_id AND a.week = :week
 ORDER BY CASE WHEN a.kind LIKE 'reserve%' THEN 0 WHEN a.state = 'tentative' THEN 1
               WHEN a.kind = 'project' THEN 2 ELSE 3 END,
          a.changed_at DESC, a.id DESC
 LIMIT 20;
