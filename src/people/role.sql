-- SPDX-License-Identifier: MIT
-- role_of_person
SELECT person_id, role FROM person_role WHERE person_id = :id;

-- role_of_all
SELECT person_id, role FROM person_role ORDER BY person_id;

-- role_give
INSERT INTO person_role (person_id, role) VALUES (:person_id, :role);

-- role_take_all
DELETE FROM person_role WHERE person_id = :id;

-- role_administrators
-- Those who may sign in, beside one person.
SELECT count(*) AS count
  FROM person_role r JOIN person p ON p.id = r.person_id
 WHERE r.role = 'administrator' AND p.id <> :person_id AND p.disabled = 0
   AND (p.employed_until IS NULL OR p.employed_until >= :today);

-- role_right_all
SELECT role, right_name, scope FROM role_right;

-- role_right_put
INSERT INTO role_right (role, right_name, scope) VALUES (:role, :right_name, :scope)
ON CONFLICT (role, right_name) DO UPDATE SET scope = excluded.scope;

-- role_right_drop
DELETE FROM role_right WHERE role = :role AND right_name = :right_name;
