-- SPDX-License-Identifier: MIT
-- plan_pushed_tally
SELECT count(*) AS count FROM person_week
 WHERE week >= :from_week AND pushed > 0 AND (:person_id IS NULL OR person_id = :person_id);

-- plan_past_tally
-- Bookings whose date has gone by. The plus keeps SQLite from walking all tentative rows in the order of the pair.
SELECT count(*) AS count
  FROM (SELECT DISTINCT +person_id AS person, +project_id AS project FROM allocation
         WHERE state = 'tentative' AND until < :today AND week >= :from_week
           AND (:person_id IS NULL OR person_id = :person_id)) b;

-- plan_request_tally
SELECT count(*) AS count FROM plan_request WHERE state = 'asked';
