-- SPDX-License-Identifier: MIT
-- plan_person_of_position
-- Who could take work over: the same position, in the plan, not the person itself.
SELECT id, name, position_id, position, planned FROM person_brief
 WHERE position_id = :position_id AND id <> :id AND planned = 1 AND disabled = 0
   AND (employed_until IS NULL OR employed_until >= :week) AND (employed_from IS NULL OR employed_from <= :week + 6)
 ORDER BY name_sort, id LIMIT 200;
