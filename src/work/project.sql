-- SPDX-License-Identifier: MIT
-- project_add
INSERT INTO project (client_id, name, name_fold, name_sort, kind, stage, direction, manager_id, deputy_id, starts, ends,
                     archived)
VALUES (:client_id, :name, :name_fold, :name_sort, :kind, :stage, :direction, :manager_id, :deputy_id, :starts, :ends,
        :archived)
RETURNING id, revision;

-- project_put_back
-- A deleted one under the id that it had.
INSERT INTO project (id, revision, client_id, name, name_fold, name_sort, kind, stage, direction, manager_id, deputy_id,
                     starts, ends, archived)
VALUES (:id, :revision, :client_id, :name, :name_fold, :name_sort, :kind, :stage, :direction, :manager_id, :deputy_id,
        :starts, :ends, :archived);

-- project_change
UPDATE project
   SET client_id = :client_id, name = :name, name_fold = :name_fold, name_sort = :name_sort, kind = :kind,
       stage = :stage, direction = :direction, manager_id = :manager_id, deputy_id = :deputy_id, starts = :starts,
       ends = :ends, archived = :archived, revision = revision + 1
 WHERE id = :id AND revision = :revision
RETURNING revision;

-- project_delete
DELETE FROM project WHERE id = :id;

-- project_get
SELECT p.id, p.revision, p.client_id, p.name, p.name_fold, p.name_sort, p.kind, p.stage, p.direction, p.manager_id,
       p.deputy_id, p.starts, p.ends, p.archived
  FROM project p
 WHERE p.id = :id
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                       WHERE t.project_id = p.id AND t.person_id = :viewer_id));

-- project_brief_get
SELECT p.id, p.client_id, p.client_name, p.name, p.hue, p.stage, p.manager_id, p.archived,
       p.direction
  FROM project_brief p
 WHERE p.id = :id
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                       WHERE t.project_id = p.id AND t.person_id = :viewer_id));

-- project_brief_all
SELECT p.id, p.client_id, p.client_name, p.name, p.hue, p.stage, p.manager_id, p.archived,
       p.direction
  FROM project_brief p
 WHERE (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                       WHERE t.project_id = p.id AND t.person_id = :viewer_id))
 ORDER BY p.client_sort, p.name_sort, p.id;

-- project_by_fold
SELECT id, archived FROM project WHERE client_id = :client_id AND name_fold = :name_fold;

-- project_page
SELECT p.id, r.revision, p.client_id, p.client_name, p.client_sort, p.name, p.name_sort, p.hue, r.kind, p.stage,
       r.direction, p.manager_id, coalesce(m.name, '') AS manager_name, coalesce(m.hue, 0) AS manager_hue, p.deputy_id,
       coalesce(d.name, '') AS deputy_name, coalesce(d.hue, 0) AS deputy_hue, r.starts, r.ends, p.archived
  FROM project_brief p
  JOIN project r ON r.id = p.id
  JOIN client c ON c.id = p.client_id
  LEFT JOIN person_brief m ON m.id = p.manager_id
  LEFT JOIN person_brief d ON d.id = p.deputy_id
 WHERE p.archived = :archived
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                       WHERE t.project_id = p.id AND t.person_id = :viewer_id))
   AND (:mine_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                     WHERE t.project_id = p.id AND t.person_id = :mine_id))
   AND (:q = '' OR replace(c.name_fold || ' ' || r.name_fold, :q, '') <> c.name_fold || ' ' || r.name_fold)
   AND (:client_id IS NULL OR p.client_id = :client_id)
   AND (:manager_id IS NULL OR :manager_id IN (r.manager_id, r.deputy_id, c.manager_id, c.deputy_id))
   AND (:stage = '' OR p.stage = :stage OR (:stage = 'open' AND p.stage NOT IN ('done', 'lost')))
   AND (p.client_sort, p.name_sort, p.id) > (:after_client, :after_name, :after_id)
 ORDER BY p.client_sort, p.name_sort, p.id
 LIMIT :fetch;

-- project_participants
SELECT t.person_id, b.name, b.position, b.hue
  FROM project_person t JOIN person_brief b ON b.id = t.person_id
 WHERE t.project_id = :id
 ORDER BY b.name_sort, b.id;

-- project_person_add
INSERT INTO project_person (project_id, person_id) VALUES (:project_id, :person_id)
ON CONFLICT (project_id, person_id) DO NOTHING;

-- project_person_delete
DELETE FROM project_person WHERE project_id = :project_id AND person_id = :person_id;

-- project_tally
-- As far as the viewer sees them; unled: open ones that nobody answers for.
SELECT coalesce(sum(CASE WHEN p.archived = 0 AND p.stage NOT IN ('tender', 'done', 'lost') THEN 1 ELSE 0 END), 0)
           AS live,
       coalesce(sum(CASE WHEN p.archived = 0 AND p.stage = 'tender' THEN 1 ELSE 0 END), 0) AS tenders,
       coalesce(sum(CASE WHEN p.archived = 0 AND p.stage NOT IN ('done', 'lost') AND p.manager_id IS NULL THEN 1
                         ELSE 0 END), 0) AS unled,
       coalesce(sum(p.archived), 0) AS archived
  FROM project_brief p
 WHERE (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM project_team t
                                       WHERE t.project_id = p.id AND t.person_id = :viewer_id));
