-- SPDX-License-Identifier: MIT
-- migration_last
SELECT coalesce(max(number), 0) AS number FROM migration;

-- migration_find
SELECT number, checksum FROM migration WHERE number = :number;

-- migration_add
INSERT INTO migration (number, name, checksum, at) VALUES (:number, :name, :checksum, :at);
