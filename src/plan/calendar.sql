-- SPDX-License-Identifier: MIT
-- calendar_day_all
SELECT day, kind, name FROM calendar_day ORDER BY day;

-- calendar_day_find
SELECT day, kind, name FROM calendar_day WHERE day = :day;

-- calendar_day_put
INSERT INTO calendar_day (day, kind, name) VALUES (:day, :kind, :name)
ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name;

-- calendar_day_remove
DELETE FROM calendar_day WHERE day = :day;
