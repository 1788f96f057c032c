-- SPDX-License-Identifier: MIT
-- pushed_weeks
SELECT w.person_id, p.name AS person_name, p.position, p.hue, w.week, w.capacity, w.room, w.absence, w.overtime,
       w.absence + w.confirmed + w.tentative + w.internal + w.reserve AS planned,
       w.absence + w.confirmed + w.tentative + w.internal + w.reserve - w.room - w.overtime AS over
  FROM person_week w JOIN person_brief p ON p.id = w.person_id
 WHERE w.week >= :from_week AND w.pushed > 0
   AND (:person_id IS NULL OR w.person_id = :person_id)
   AND (:position_id IS NULL OR p.position_id = :position_id)
   AND (:leader_id IS NULL
        OR EXISTS (SELECT 1 FROM allocation a JOIN project_brief j ON j.id = a.project_id
                    WHERE a.person_id = w.person_id AND a.week = w.week
                      AND (j.manager_id = :leader_id OR j.deputy_id = :leader_id)))
 ORDER BY w.week, over DESC, p.name_sort, w.person_id;
