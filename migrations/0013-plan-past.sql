-- SPDX-License-Identifier: MIT
-- The plan as of a moment looks for what changed in a window of weeks since then.

CREATE INDEX change_week_by_week ON change_week (week, change_id);
