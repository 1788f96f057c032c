-- SPDX-License-Identifier: MIT
-- plan_view_add
INSERT INTO plan_view (person_id, name, name_fold, query, shared)
VALUES (:person_id, :name, :name_fold, :query, :shared)
RETURNING id, revision;

-- plan_view_put_back
-- A deleted one under the id that it had.
INSERT INTO plan_view (id, revision, person_id, name, name_fold, query, shared)
VALUES (:id, :revision, :person_id, :name, :name_fold, :query, :shared);

-- plan_view_change
UPDATE plan_view SET name = :name, name_fold = :name_fold, query = :query, shared = :shared, revision = revision + 1
 WHERE id = :id AND revision = :revision
RETURNING revision;

-- plan_view_delete
DELETE FROM plan_view WHERE id = :id;

-- plan_view_get
SELECT id, revision, person_id, name, name_fold, query, shared FROM plan_view WHERE id = :id;

-- plan_view_by_name
SELECT id FROM plan_view WHERE person_id = :person_id AND name_fold = :name_fold AND id <> coalesce(:id, 0);

-- plan_view_all
-- Those that a person sees: one's own and those of the agency.
SELECT v.id, v.revision, v.person_id, v.name, v.query, v.shared, coalesce(p.name, '') AS owner,
       CASE WHEN d.view_id IS NULL THEN 0 ELSE 1 END AS opens
  FROM plan_view v
  LEFT JOIN person_brief p ON p.id = v.person_id
  LEFT JOIN plan_view_default d ON d.view_id = v.id AND d.person_id = :person_id
 WHERE v.person_id = :person_id OR v.shared = 1
 ORDER BY v.shared, v.name_fold, v.id;

-- plan_view_default_set
INSERT INTO plan_view_default (person_id, view_id) VALUES (:person_id, :id)
ON CONFLICT (person_id) DO UPDATE SET view_id = excluded.view_id;

-- plan_view_default_clear
DELETE FROM plan_view_default WHERE person_id = :person_id;
