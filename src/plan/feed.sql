-- SPDX-License-Identifier: MIT
-- plan_feed_add
INSERT INTO plan_feed (secret_hash, person_id, name, query, flavour, created_at)
VALUES (:secret_hash, :person_id, :name, :query, :flavour, :created_at)
RETURNING id;

-- plan_feed_list
SELECT id, person_id, name, query, flavour, created_at, used_at FROM plan_feed WHERE person_id = :id ORDER BY id DESC;

-- plan_feed_revoke
DELETE FROM plan_feed WHERE id = :id AND person_id = :person_id RETURNING id, name;

-- plan_feed_find
SELECT id, person_id, name, query, flavour, created_at, used_at, window_at, reads
  FROM plan_feed WHERE secret_hash = :secret_hash;

-- plan_feed_used
UPDATE plan_feed SET used_at = :used_at, window_at = :window_at, reads = :reads WHERE id = :id;
