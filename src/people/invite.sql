-- SPDX-License-Identifier: MIT
-- invite_add
INSERT INTO invite (token_hash, person_id, email_fold, created_at, ends_at)
VALUES (:token_hash, :person_id, :email_fold, :now, :ends_at)
RETURNING id;

-- invite_person
SELECT id AS person_id, name, email, coalesce(email_fold, '') AS email_fold
  FROM person WHERE id = :person_id AND disabled = 0;

-- invite_find
SELECT i.id, i.person_id, p.name, p.email, i.ends_at
  FROM invite i JOIN person p ON p.id = i.person_id
 WHERE i.token_hash = :token_hash AND i.used_at IS NULL AND i.ends_at > :now AND p.email_fold = i.email_fold
   AND p.disabled = 0 AND (p.employed_until IS NULL OR p.employed_until >= :today);

-- invite_use
UPDATE invite SET used_at = :now WHERE id = :id AND used_at IS NULL RETURNING id;

-- invite_drop
DELETE FROM invite WHERE person_id = :id AND used_at IS NULL;

-- invite_sweep
DELETE FROM invite WHERE used_at IS NOT NULL OR ends_at <= :now;
