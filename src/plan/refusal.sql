-- SPDX-License-Identifier: MIT
-- plan_person_find
SELECT id, name, position_id, position, planned FROM person_brief WHERE id = :id;

-- plan_person_of_position
-- Who could take work over: the same position, in the plan, not the person itself.
SELECT id, name, position_id, position, planned FROM person_brief
 WHERE position_id = :position_id AND id <> :id AND planned = 1 AND disabled = 0
   AND (employed_until IS NULL OR employed_until >= :week) AND (employed_from IS NULL OR employed_from <= :week + 6)
 ORDER BY name_sort, id LIMIT 200;

-- plan_give_way
-- Reserves first, then what is tentative, then what was planned last.
SELECT a.id AS allocation_id, a.kind, a.state, a.minutes, a.project_id,
       coalesce(p.client_name, '') AS client_name, coalesce(p.name, '') AS project_name,
       coalesce(m.name, '') AS client_manager
  FROM allocation a
  LEFT JOIN project_brief p ON p.id = a.project_id
  LEFT JOIN person_brief m ON m.id = p.manager_id
 WHERE a.person_id = :person_id AND a.week = :week
 ORDER BY CASE WHEN a.kind LIKE 'reserve%' THEN 0 WHEN a.state = 'tentative' THEN 1
               WHEN a.kind = 'project' THEN 2 ELSE 3 END,
          a.changed_at DESC, a.id DESC
 LIMIT 20;
