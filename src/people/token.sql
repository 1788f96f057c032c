-- SPDX-License-Identifier: MIT
-- token_add
INSERT INTO token (token_hash, person_id, name, created_at, ends_at)
VALUES (:token_hash, :person_id, :name, :created_at, :ends_at)
RETURNING id;

-- token_list
SELECT id, person_id, name, created_at, used_at, ends_at FROM token WHERE person_id = :id ORDER BY id DESC;

-- token_revoke
DELETE FROM token WHERE id = :id AND person_id = :person_id RETURNING id;

-- token_revoke_all
DELETE FROM token WHERE person_id = :id;
