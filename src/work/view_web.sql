-- SPDX-License-Identifier: MIT
-- view_people
-- Whoever is employed on the day, and the one who is chosen already.
SELECT b.id, b.name,
       CASE WHEN EXISTS (SELECT 1 FROM person_role_brief r
                          WHERE r.person_id = b.id AND r.role IN ('account', 'head')) THEN 1 ELSE 0 END AS leads
  FROM person_brief b
 WHERE b.id = :id
    OR (b.disabled = 0 AND (b.employed_from IS NULL OR b.employed_from <= :day)
        AND (b.employed_until IS NULL OR b.employed_until >= :day))
 ORDER BY b.name_sort, b.id;

-- view_client_name
SELECT id, name FROM client WHERE id = :id;

-- view_directions
SELECT direction AS name FROM project WHERE direction <> '' GROUP BY direction ORDER BY count(*) DESC, direction LIMIT 50;

-- view_person
SELECT id, name, hue FROM person_brief WHERE id = :id;
