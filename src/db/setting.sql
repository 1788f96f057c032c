-- SPDX-License-Identifier: MIT
-- setting_find
SELECT value FROM setting WHERE key = :key;

-- setting_put
INSERT INTO setting (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
