-- SPDX-License-Identifier: MIT
-- check_week_sums
-- Weeks whose sums differ from what stands in them.
SELECT w.person_id, w.week
  FROM person_week w
  LEFT JOIN (SELECT person_id, week,
                    sum(CASE WHEN kind = 'project' AND state = 'confirmed' THEN minutes ELSE 0 END) AS confirmed,
                    sum(CASE WHEN kind = 'project' AND state = 'tentative' THEN minutes ELSE 0 END) AS tentative,
                    sum(CASE WHEN kind IN ('reserve_client', 'reserve_data', 'reserve_urgent') THEN minutes ELSE 0 END)
                        AS reserve,
                    sum(minutes) AS all_minutes
               FROM allocation GROUP BY person_id, week) a ON a.person_id = w.person_id AND a.week = w.week
 WHERE w.confirmed <> coalesce(a.confirmed, 0) OR w.tentative <> coalesce(a.tentative, 0)
    OR w.reserve <> coalesce(a.reserve, 0)
    OR w.confirmed + w.tentative + w.internal + w.reserve <> coalesce(a.all_minutes, 0)
 ORDER BY w.person_id, w.week;

-- check_week_overtime
SELECT w.person_id, w.week
  FROM person_week w
  LEFT JOIN (SELECT person_id, week, sum(minutes) AS minutes FROM overtime GROUP BY person_id, week) o
    ON o.person_id = w.person_id AND o.week = w.week
 WHERE w.overtime <> coalesce(o.minutes, 0)
 ORDER BY w.person_id, w.week;

-- check_week_over
-- The invariant, said once more: what is over must be marked as pushed.
SELECT person_id, week FROM person_week
 WHERE absence + confirmed + tentative + internal + reserve > room + overtime + pushed
 ORDER BY person_id, week;

-- check_week_missing
-- Allocations and overtime of weeks that have no row.
SELECT a.person_id, a.week FROM allocation a
 WHERE NOT EXISTS (SELECT 1 FROM person_week w WHERE w.person_id = a.person_id AND w.week = a.week)
UNION
SELECT o.person_id, o.week FROM overtime o
 WHERE NOT EXISTS (SELECT 1 FROM person_week w WHERE w.person_id = o.person_id AND w.week = o.week)
 ORDER BY 1, 2;
