-- SPDX-License-Identifier: MIT
-- plan_template_list
SELECT id, position_id, kind, percent FROM plan_template ORDER BY coalesce(position_id, 0), id;

-- plan_template_find
SELECT id, position_id, kind, percent FROM plan_template
 WHERE coalesce(position_id, 0) = coalesce(:position_id, 0) AND kind = :kind;

-- plan_template_add
INSERT INTO plan_template (position_id, kind, percent) VALUES (:position_id, :kind, :percent)
RETURNING id;

-- plan_template_change
UPDATE plan_template SET percent = :percent WHERE id = :id;

-- plan_template_remove
DELETE FROM plan_template WHERE id = :id;
