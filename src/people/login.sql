-- SPDX-License-Identifier: MIT
-- login_find
SELECT id AS person_id, password AS hash
  FROM person
 WHERE email_fold = :account AND disabled = 0 AND (employed_until IS NULL OR employed_until >= :today);

-- login_password
UPDATE person SET password = :hash WHERE id = :person_id;

-- login_failure
SELECT since, count, blocks, blocked_until FROM sign_in_failure WHERE key = :key;

-- login_failure_add
-- A new window begins when the old one is over; pauses are forgotten after a calm hour.
INSERT INTO sign_in_failure (key, since, count) VALUES (:key, :now, 1)
ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN sign_in_failure.since <= :window_start THEN 1 ELSE sign_in_failure.count + 1 END,
       since = CASE WHEN sign_in_failure.since <= :window_start THEN excluded.since ELSE sign_in_failure.since END,
       blocks = CASE WHEN sign_in_failure.blocked_until <= :calm_since THEN 0 ELSE sign_in_failure.blocks END
RETURNING count, blocks;

-- login_failure_block
UPDATE sign_in_failure SET blocks = :blocks, blocked_until = :blocked_until WHERE key = :key;

-- login_failure_forget
DELETE FROM sign_in_failure WHERE key = :key;

-- login_failure_sweep
DELETE FROM sign_in_failure WHERE since <= :calm_since AND blocked_until <= :calm_since;

-- login_hash
SELECT password AS hash FROM person WHERE id = :person_id;
