-- SPDX-License-Identifier: MIT
-- price_project
-- Who leads it and what is planned for it from a week on: by everybody, and by one person.
SELECT j.id AS project_id, coalesce(j.manager_id, 0) AS manager_id, coalesce(j.deputy_id, 0) AS deputy_id,
       coalesce(m.name, '') AS manager,
       coalesce((SELECT sum(a.minutes) FROM allocation a WHERE a.project_id = :project_id AND a.week >= :week), 0)
         AS whole,
       coalesce((SELECT sum(a.minutes) FROM allocation a
                  WHERE a.project_id = :project_id AND a.week >= :week AND a.person_id = :person_id), 0) AS own
  FROM project_brief j LEFT JOIN person_brief m ON m.id = j.manager_id
 WHERE j.id = :project_id;
