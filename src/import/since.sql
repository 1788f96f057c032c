-- SPDX-License-Identifier: MIT
-- import_week_range
-- What tables of this make said of weeks, oldest first; imports that were taken back said nothing.
SELECT w.import_id, w.person_id, w.week, w.cells
  FROM import_week w
 WHERE w.profile = :profile AND w.week >= :from_week AND w.week <= :until_week
   AND NOT EXISTS (SELECT 1 FROM change_line l WHERE l.undoes_id = w.change_id)
 ORDER BY w.person_id, w.week, w.import_id;

-- import_week_forget
-- The newest stays beside the one that is added now: it counts again when that is taken back.
DELETE FROM import_week
 WHERE profile = :profile AND person_id = :person_id AND week = :week
   AND import_id < (SELECT max(n.import_id) FROM import_week n
                     WHERE n.profile = :profile AND n.person_id = :person_id AND n.week = :week);

-- import_week_add
INSERT INTO import_week (import_id, profile, person_id, week, change_id, cells)
VALUES (:import_id, :profile, :person_id, :week, :change_id, :cells);
