-- SPDX-License-Identifier: MIT
-- calendar_day_all
SELECT day, kind, name FROM calendar_day ORDER BY day;
