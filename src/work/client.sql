-- SPDX-License-Identifier: MIT
-- client_add
INSERT INTO client (name, name_fold, name_sort, hue, manager_id, deputy_id, archived)
VALUES (:name, :name_fold, :name_sort, :hue, :manager_id, :deputy_id, :archived)
RETURNING id, revision;

-- client_put_back
-- A deleted one under the id that it had.
INSERT INTO client (id, revision, name, name_fold, name_sort, hue, manager_id, deputy_id, archived)
VALUES (:id, :revision, :name, :name_fold, :name_sort, :hue, :manager_id, :deputy_id, :archived);

-- client_change
UPDATE client
   SET name = :name, name_fold = :name_fold, name_sort = :name_sort, hue = :hue, manager_id = :manager_id,
       deputy_id = :deputy_id, archived = :archived, revision = revision + 1
 WHERE id = :id AND revision = :revision
RETURNING revision;

-- client_delete
DELETE FROM client WHERE id = :id;

-- client_get
SELECT c.id, c.revision, c.name, c.name_fold, c.name_sort, c.hue, c.manager_id, c.deputy_id, c.archived
  FROM client c
 WHERE c.id = :id
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM client_team t
                                       WHERE t.client_id = c.id AND t.person_id = :viewer_id));

-- client_by_fold
SELECT id, revision, name, name_fold, name_sort, hue, manager_id, deputy_id, archived
  FROM client WHERE name_fold = :key;

-- client_page
SELECT c.id, c.revision, c.name, c.name_sort, c.hue, c.manager_id, coalesce(m.name, '') AS manager_name,
       coalesce(m.hue, 0) AS manager_hue, c.deputy_id, coalesce(d.name, '') AS deputy_name,
       coalesce(d.hue, 0) AS deputy_hue, c.archived,
       (SELECT count(*) FROM project p WHERE p.client_id = c.id AND p.archived = 0) AS project_count
  FROM client c
  LEFT JOIN person_brief m ON m.id = c.manager_id
  LEFT JOIN person_brief d ON d.id = c.deputy_id
 WHERE c.archived = :archived
   AND (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM client_team t
                                       WHERE t.client_id = c.id AND t.person_id = :viewer_id))
   AND (:q = '' OR replace(c.name_fold, :q, '') <> c.name_fold)
   AND (:manager_id IS NULL OR c.manager_id = :manager_id OR c.deputy_id = :manager_id)
   AND (c.name_sort, c.id) > (:after_sort, :after_id)
 ORDER BY c.name_sort, c.id
 LIMIT :fetch;

-- client_hues
SELECT hue, count(*) AS used FROM client WHERE archived = 0 GROUP BY hue ORDER BY hue;

-- client_tally
-- Of the live ones and of the archive, as far as the viewer sees them; unled: live ones that nobody answers for.
SELECT coalesce(sum(CASE WHEN c.archived = 0 THEN 1 ELSE 0 END), 0) AS live,
       coalesce(sum(CASE WHEN c.archived = 0 AND c.manager_id IS NULL THEN 1 ELSE 0 END), 0) AS unled,
       coalesce(sum(c.archived), 0) AS archived
  FROM client c
 WHERE (:viewer_id IS NULL OR EXISTS (SELECT 1 FROM client_team t
                                       WHERE t.client_id = c.id AND t.person_id = :viewer_id));
