-- SPDX-License-Identifier: MIT
-- plan_request_add
INSERT INTO plan_request (person_id, week, minutes, reason, body, asked_by, asked_at, state)
VALUES (:person_id, :week, :minutes, :reason, :body, :asked_by, :asked_at, :state)
RETURNING id;

-- plan_request_find
SELECT id, person_id, week, minutes, reason, body, asked_by, asked_at, state, decided_by, decided_at
  FROM plan_request WHERE id = :id;

-- plan_request_decide
-- Of two who decide at once, one finds no row.
UPDATE plan_request SET state = :state, decided_by = :decided_by, decided_at = :decided_at
 WHERE id = :id AND state = 'asked'
RETURNING id;

-- plan_request_reopen
UPDATE plan_request SET state = 'asked', decided_by = NULL, decided_at = NULL WHERE id = :id;

-- plan_request_delete
DELETE FROM plan_request WHERE id = :id;

-- plan_request_recent
SELECT r.id, r.person_id, p.name AS person_name, r.week, r.minutes, r.reason, r.body, r.asked_by,
       coalesce(a.name, '') AS asked_by_name, r.asked_at, r.state, r.decided_by,
       coalesce(d.name, '') AS decided_by_name, r.decided_at
  FROM plan_request r
  JOIN person_brief p ON p.id = r.person_id
  LEFT JOIN person_brief a ON a.id = r.asked_by
  LEFT JOIN person_brief d ON d.id = r.decided_by
 WHERE (r.state = 'asked' OR r.decided_at >= :since)
   AND (:viewer_id IS NULL OR r.asked_by = :viewer_id)
 ORDER BY CASE WHEN r.state = 'asked' THEN 0 ELSE 1 END, r.id DESC
 LIMIT 200;

-- plan_request_waiting
SELECT count(*) AS count FROM plan_request WHERE state = 'asked';
