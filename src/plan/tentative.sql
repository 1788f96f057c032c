-- SPDX-License-Identifier: MIT
-- tentative_bookings
SELECT b.person_id, p.name AS person_name, p.hue AS person_hue, b.project_id, j.client_id, j.client_name,
       j.name AS project_name, j.hue AS project_hue, CASE WHEN j.stage = 'tender' THEN 1 ELSE 0 END AS is_deal,
       b.first_week, b.last_week, b.weeks, b.minutes, b.until, b.reserved_by, coalesce(r.name, '') AS reserved_by_name,
       m.at AS reminded_at, coalesce(w.name, '') AS reminded_by_name
  FROM (SELECT person_id, project_id, min(week) AS first_week, max(week) AS last_week, count(*) AS weeks,
               sum(minutes) AS minutes, min(until) AS until, max(reserved_by) AS reserved_by
          FROM allocation
         WHERE week >= :from_week AND state = 'tentative' AND project_id IS NOT NULL
         GROUP BY person_id, project_id) b
  JOIN person_brief p ON p.id = b.person_id
  JOIN project_brief j ON j.id = b.project_id
  LEFT JOIN person_brief r ON r.id = b.reserved_by
  LEFT JOIN tentative_reminder m
         ON m.person_id = b.person_id AND m.project_id = b.project_id AND m.until IS NOT DISTINCT FROM b.until
  LEFT JOIN person_brief w ON w.id = m.by_id
 WHERE (b.person_id = :person_id OR coalesce(:person_id, 0) = 0)
   AND (b.project_id = :project_id OR coalesce(:project_id, 0) = 0)
   AND (j.client_id = :client_id OR coalesce(:client_id, 0) = 0)
   AND (b.reserved_by = :reserved_by OR coalesce(:reserved_by, 0) = 0)
 ORDER BY CASE WHEN b.until < :today THEN 0 ELSE 1 END, CASE WHEN b.until IS NULL THEN 1 ELSE 0 END, b.until,
          j.client_sort, j.name_sort, p.name_sort, b.person_id, b.project_id;

-- tentative_of_booking
SELECT id, person_id, week, project_id, kind, state, work, minutes, until, reserved_by, note FROM allocation
 WHERE person_id = :person_id AND project_id = :project_id AND state = 'tentative' AND week >= :from_week
 ORDER BY week, id;

-- tentative_remind
INSERT INTO tentative_reminder (person_id, project_id, until, at, by_id)
VALUES (:person_id, :project_id, :until, :at, :by_id)
ON CONFLICT (person_id, project_id) DO UPDATE SET until = excluded.until, at = excluded.at, by_id = excluded.by_id;
