-- SPDX-License-Identifier: MIT
-- taken_leaders
SELECT id AS project_id, coalesce(manager_id, 0) AS manager_id, coalesce(deputy_id, 0) AS deputy_id
  FROM project_brief WHERE id = :project_id;

-- taken_add
INSERT INTO plan_taken (change_id, at, day, by_id, person_id, week, project_id, before_minutes, after_minutes,
                        for_project_id, for_kind, reason)
VALUES (:change_id, :at, :day, :by_id, :person_id, :week, :project_id, :before_minutes, :after_minutes, :for_project_id,
        :for_kind, :reason);

-- taken_items
SELECT t.id, t.change_id, t.at, t.by_id, coalesce(b.name, '') AS by_name, coalesce(b.hue, 0) AS by_hue, t.person_id,
       coalesce(p.name, '') AS person_name, t.week, t.project_id, j.client_name, j.name AS project_name,
       j.hue AS project_hue, t.before_minutes, t.after_minutes, t.before_minutes - t.after_minutes AS minutes,
       t.for_project_id, coalesce(f.client_name, '') AS for_client_name, coalesce(f.name, '') AS for_project_name,
       t.for_kind, t.reason,
       CASE WHEN EXISTS (SELECT 1 FROM change_line l WHERE l.undoes_id = t.change_id) THEN 1 ELSE 0 END AS undone
  FROM plan_taken t
  JOIN project_brief j ON j.id = t.project_id
  LEFT JOIN person_brief b ON b.id = t.by_id
  LEFT JOIN person_brief p ON p.id = t.person_id
  LEFT JOIN project_brief f ON f.id = t.for_project_id
 WHERE t.day >= :from_day AND t.day <= :until_day
   AND (:leader_id IS NULL OR j.manager_id = :leader_id OR j.deputy_id = :leader_id)
   AND (:project_id IS NULL OR t.project_id = :project_id)
   AND (:person_id IS NULL OR t.person_id = :person_id)
   AND (:by_id IS NULL OR t.by_id = :by_id)
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team m
                                       WHERE m.project_id = t.project_id AND m.person_id = :viewer_id))
   AND (:before IS NULL OR t.id < :before)
 ORDER BY t.day DESC, t.id DESC LIMIT :fetch;

-- taken_tally
SELECT count(*) AS count
  FROM plan_taken t JOIN project_brief j ON j.id = t.project_id
 WHERE t.day >= :from_day AND (j.manager_id = :leader_id OR j.deputy_id = :leader_id)
   AND NOT EXISTS (SELECT 1 FROM change_line l WHERE l.undoes_id = t.change_id);

-- taken_of_change
SELECT t.project_id, j.client_name, j.name AS project_name, coalesce(m.name, '') AS by_name,
       sum(t.before_minutes - t.after_minutes) AS minutes
  FROM plan_taken t
  JOIN project_brief j ON j.id = t.project_id
  LEFT JOIN person_brief m ON m.id = j.manager_id
 WHERE t.change_id = :id
 GROUP BY t.project_id, j.client_name, j.name, m.name
 ORDER BY minutes DESC, t.project_id;
