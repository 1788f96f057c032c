-- SPDX-License-Identifier: MIT
-- position_list
SELECT o.id, o.name, o.sort, (SELECT count(*) FROM person p WHERE p.position_id = o.id) AS people
  FROM position o ORDER BY o.sort, o.name_fold;

-- position_get
SELECT id, name, sort FROM position WHERE id = :id;

-- position_by_fold
SELECT id, name, sort FROM position WHERE name_fold = :name_fold;

-- position_add
INSERT INTO position (name, name_fold, sort)
VALUES (:name, :name_fold, (SELECT coalesce(max(sort), 0) + 1 FROM position))
RETURNING id, sort;

-- position_change
UPDATE position SET name = :name, name_fold = :name_fold, sort = :sort WHERE id = :id;

-- position_people
SELECT count(*) AS people FROM person WHERE position_id = :id;

-- position_remove
DELETE FROM position WHERE id = :id;

-- department_list
SELECT o.id, o.name, o.sort, (SELECT count(*) FROM person p WHERE p.department_id = o.id) AS people
  FROM department o ORDER BY o.sort, o.name_fold;

-- department_get
SELECT id, name, sort FROM department WHERE id = :id;

-- department_by_fold
SELECT id, name, sort FROM department WHERE name_fold = :name_fold;

-- department_add
INSERT INTO department (name, name_fold, sort)
VALUES (:name, :name_fold, (SELECT coalesce(max(sort), 0) + 1 FROM department))
RETURNING id, sort;

-- department_change
UPDATE department SET name = :name, name_fold = :name_fold, sort = :sort WHERE id = :id;

-- department_people
SELECT count(*) AS people FROM person WHERE department_id = :id;

-- department_remove
DELETE FROM department WHERE id = :id;
