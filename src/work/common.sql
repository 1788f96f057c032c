-- SPDX-License-Identifier: MIT
-- work_person_name
SELECT id, name FROM person_brief WHERE id = :id;
