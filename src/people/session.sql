-- SPDX-License-Identifier: MIT
-- session_add
INSERT INTO session (token_hash, person_id, created_at, used_at, ends_at, remember, address, agent)
VALUES (:token_hash, :person_id, :created_at, :used_at, :ends_at, :remember, :address, :agent)
RETURNING id;

-- session_trim
-- The oldest ones over the limit, and those that are over.
DELETE FROM session
 WHERE person_id = :person_id
   AND (ends_at <= :used_at
        OR id NOT IN (SELECT s.id FROM session s WHERE s.person_id = :person_id ORDER BY s.id DESC LIMIT :most));

-- session_find
SELECT s.id AS session_id, s.used_at, p.id AS person_id, p.name, p.hue, p.lang, p.theme
  FROM session s JOIN person p ON p.id = s.person_id
 WHERE s.token_hash = :token_hash AND s.ends_at > :used_at AND s.used_at > :idle_since AND p.disabled = 0
   AND (p.employed_until IS NULL OR p.employed_until >= :today);

-- token_find
SELECT t.id AS token_id, t.used_at, p.id AS person_id, p.name, p.hue, p.lang, p.theme
  FROM token t JOIN person p ON p.id = t.person_id
 WHERE t.token_hash = :token_hash AND (t.ends_at IS NULL OR t.ends_at > :used_at) AND p.disabled = 0
   AND (p.employed_until IS NULL OR p.employed_until >= :today);

-- session_of_person
SELECT p.id AS person_id, p.name, p.hue, p.lang, p.theme
  FROM person p
 WHERE p.id = :person_id AND p.disabled = 0 AND (p.employed_until IS NULL OR p.employed_until >= :today);

-- session_use
UPDATE session SET used_at = :used_at WHERE id = :session_id AND used_at < :used_at;

-- token_use
UPDATE token SET used_at = :used_at WHERE id = :token_id AND coalesce(used_at, 0) < :used_at;

-- session_renew
UPDATE session SET token_hash = :token_hash WHERE id = :id RETURNING remember;

-- session_list
SELECT id, person_id, created_at, used_at, ends_at, remember, address, agent
  FROM session WHERE person_id = :person_id AND ends_at > :used_at AND used_at > :idle_since
 ORDER BY used_at DESC, id DESC;

-- session_end
DELETE FROM session WHERE id = :id AND person_id = :person_id RETURNING id;

-- session_end_all
DELETE FROM session WHERE person_id = :person_id AND (:id IS NULL OR id <> :id);

-- session_sweep
DELETE FROM session
 WHERE id IN (SELECT s.id FROM session s WHERE s.ends_at <= :used_at OR s.used_at <= :idle_since ORDER BY s.id LIMIT 200)
RETURNING person_id;

-- device_add
INSERT INTO device (token_hash, person_id, created_at) VALUES (:token_hash, :person_id, :created_at);

-- device_trim
DELETE FROM device
 WHERE person_id = :person_id
   AND id NOT IN (SELECT d.id FROM device d WHERE d.person_id = :person_id ORDER BY d.id DESC LIMIT :most);

-- device_find
SELECT id FROM device WHERE token_hash = :token_hash AND person_id = :person_id;
