-- SPDX-License-Identifier: MIT
-- past_items
-- What changed in these weeks after a moment, the oldest first; an absence of several weeks comes once for each.
SELECT l.id, l.change_id, l.noun, l.record_id, l.before, l.after, l.at, l.person_id
  FROM change_week w
  JOIN change_line l ON l.change_id = w.change_id AND l.noun = w.noun AND l.record_id = w.record_id
 WHERE w.week >= :from_week AND w.week < :until_week AND l.at > :at
 ORDER BY l.change_id, l.id;

-- past_absences
SELECT id, person_id, kind, from_day, until_day, half FROM absence
 WHERE until_day >= :from_week AND from_day < :until_week;
