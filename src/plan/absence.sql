-- SPDX-License-Identifier: MIT
-- absence_add
INSERT INTO absence (person_id, kind, from_day, until_day, half, note)
VALUES (:person_id, :kind, :from_day, :until_day, :half, :note)
RETURNING id, revision;

-- absence_put_back
-- A deleted one under the id that it had.
INSERT INTO absence (id, revision, person_id, kind, from_day, until_day, half, note)
VALUES (:id, :revision, :person_id, :kind, :from_day, :until_day, :half, :note);

-- absence_change
UPDATE absence
   SET kind = :kind, from_day = :from_day, until_day = :until_day, half = :half, note = :note, revision = revision + 1
 WHERE id = :id AND revision = :revision
RETURNING revision;

-- absence_delete
DELETE FROM absence WHERE id = :id;

-- absence_get
SELECT id, revision, person_id, kind, from_day, until_day, half, note FROM absence
 WHERE id = :id AND (:viewer_id IS NULL OR person_id = :viewer_id);

-- absence_other
-- Another absence on one of these days; two halves may meet.
SELECT id, kind, from_day, until_day FROM absence
 WHERE person_id = :person_id AND until_day >= :from_day AND from_day <= :until_day AND id <> coalesce(:id, 0)
   AND (half = 0 OR :half = 0)
 ORDER BY from_day, id LIMIT 1;

-- absence_page
SELECT a.id, a.revision, a.person_id, p.name AS person_name, p.hue AS person_hue, a.kind, a.from_day, a.until_day,
       a.half, a.note
  FROM absence a
  JOIN person_brief p ON p.id = a.person_id
 WHERE a.until_day >= :from_day AND a.from_day <= :until_day
   AND (:viewer_id IS NULL OR a.person_id = :viewer_id)
   AND (:person_id IS NULL OR a.person_id = :person_id)
   AND (:kind = '' OR a.kind = :kind)
   AND (a.from_day > :after_day OR (a.from_day = :after_day AND a.id > :after_id))
 ORDER BY a.from_day, a.id
 LIMIT :fetch;
