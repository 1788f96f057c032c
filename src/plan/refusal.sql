-- SPDX-License-Identifier: MIT
-- plan_person_find
SELECT id, name, position_id, position, planned FROM person_brief WHERE id = :id;
