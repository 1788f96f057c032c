-- SPDX-License-Identifier: MIT
-- plan_seen_find
SELECT person_id FROM plan_seen WHERE person_id = :person_id;

-- plan_seen_add
INSERT INTO plan_seen (person_id, at) VALUES (:person_id, :at) ON CONFLICT (person_id) DO NOTHING;

-- plan_touched_list
-- Who last touched each person's weeks and who looked through them; by person.
SELECT r.person_id, r.touched_at, coalesce(t.name, '') AS touched_by, coalesce(v.reviewed_at, 0) AS reviewed_at,
       coalesce(w.name, '') AS reviewed_by
  FROM plan_revision r
  LEFT JOIN person_brief t ON t.id = r.touched_by
  LEFT JOIN plan_review v ON v.person_id = r.person_id
  LEFT JOIN person_brief w ON w.id = v.reviewed_by
 WHERE r.person_id > 0
 ORDER BY r.person_id;

-- plan_review_put
INSERT INTO plan_review (person_id, reviewed_at, reviewed_by) VALUES (:person_id, :at, :by_id)
ON CONFLICT (person_id) DO UPDATE SET reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by;
