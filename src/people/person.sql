-- SPDX-License-Identifier: MIT
-- person_add
INSERT INTO person (name, name_fold, name_sort, email, email_fold, position_id, department_id, hue, employed_from,
                    employed_until, contractor, planned, disabled, created_at)
VALUES (:name, :name_fold, :name_sort, :email, nullif(:email_fold, ''), :position_id, :department_id, :hue,
        :employed_from, :employed_until, :contractor, :planned, :disabled, :now)
RETURNING id, revision;

-- person_change
UPDATE person
   SET revision = revision + 1, name = :name, name_fold = :name_fold, name_sort = :name_sort, email = :email,
       email_fold = nullif(:email_fold, ''), position_id = :position_id, department_id = :department_id, hue = :hue,
       employed_from = :employed_from, employed_until = :employed_until, contractor = :contractor,
       planned = :planned, disabled = :disabled
 WHERE id = :id AND revision = :revision
RETURNING revision;

-- person_get
SELECT p.id, p.revision, p.name, p.email, p.position_id, coalesce(o.name, '') AS position, p.department_id,
       coalesce(d.name, '') AS department, p.hue, p.employed_from, p.employed_until, p.contractor, p.planned,
       p.disabled, CASE WHEN p.password = '' THEN 0 ELSE 1 END AS signs_in
  FROM person p
  LEFT JOIN position o ON o.id = p.position_id
  LEFT JOIN department d ON d.id = p.department_id
 WHERE p.id = :id AND (:own IS NULL OR p.id = :own);

-- person_hold
SELECT id FROM person WHERE :id IS NULL OR id = :id ORDER BY id @for_update;

-- person_list
SELECT p.id, p.revision, p.name, p.email, p.position_id, coalesce(o.name, '') AS position, p.department_id,
       coalesce(d.name, '') AS department, p.hue, p.employed_from, p.employed_until, p.contractor, p.planned,
       p.disabled, CASE WHEN p.password = '' THEN 0 ELSE 1 END AS signs_in
  FROM person p
  LEFT JOIN position o ON o.id = p.position_id
  LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN person c ON c.id = :cursor
 WHERE (:own IS NULL OR p.id = :own)
   AND (:q = '' OR replace(p.name_fold, :q, '') <> p.name_fold
        OR replace(coalesce(p.email_fold, ''), :q, '') <> coalesce(p.email_fold, ''))
   AND (:position_id IS NULL OR p.position_id = :position_id)
   AND (:department_id IS NULL OR p.department_id = :department_id)
   AND (:state = 'all' OR (:state = 'left' AND p.employed_until < :today)
        OR (:state = 'contractors' AND p.contractor = 1)
        OR (:state = 'active' AND (p.employed_until IS NULL OR p.employed_until >= :today)))
   AND (c.id IS NULL OR p.name_sort > c.name_sort OR (p.name_sort = c.name_sort AND p.id > c.id))
 ORDER BY p.name_sort, p.id LIMIT :limit;

-- person_brief_list
SELECT id, name, hue, position_id, position, department_id, department, employed_from, employed_until, contractor
  FROM person_brief
 WHERE (employed_from IS NULL OR employed_from <= :until) AND (employed_until IS NULL OR employed_until >= :from_day)
   AND (planned = 1 OR :planned = 0)
 ORDER BY CASE WHEN department_id IS NULL THEN 1 ELSE 0 END, department_sort, department_id, position_sort, name_sort,
          id;

-- person_by_email
SELECT id FROM person WHERE email_fold = :key;

-- person_name_by_email
SELECT id, name FROM person WHERE email_fold = :email_fold;

-- person_count
SELECT count(*) AS count FROM person;

-- person_remove
DELETE FROM person WHERE id = :id;

-- people_revision_move
INSERT INTO people_revision (id, revision) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET revision = people_revision.revision + 1;

-- people_revision_find
SELECT revision AS id FROM people_revision WHERE id = 1;
