-- SPDX-License-Identifier: MIT
-- audit_seal_last
SELECT last_id, hash FROM audit_seal ORDER BY id DESC LIMIT 1;

-- audit_seal_add
INSERT INTO audit_seal (at, last_id, row_count, hash) VALUES (:at, :last_id, :row_count, :hash);

-- audit_seal_all
SELECT id, at, last_id, row_count, hash FROM audit_seal ORDER BY id;

-- audit_unsealed
SELECT id, at, person_id, address, request_id, action, object, detail
  FROM audit WHERE id > :last_id ORDER BY id LIMIT 500;

-- audit_sealed
SELECT id, at, person_id, address, request_id, action, object, detail
  FROM audit WHERE id > :first_id AND id <= :last_id ORDER BY id;
