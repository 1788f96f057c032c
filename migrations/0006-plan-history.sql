-- SPDX-License-Identifier: MIT
-- Whose weeks a change concerns: the history of a cell or a week is read through it. One row per record and week.

CREATE TABLE change_week (
    person_id @int NOT NULL, -- whose week; without a reference: history outlives who is taken away
    week      @int NOT NULL, -- its Monday
    change_id @int NOT NULL REFERENCES change (id),
    noun      @text NOT NULL, -- allocation, overtime, absence
    record_id @int NOT NULL,
    PRIMARY KEY (person_id, week, change_id, noun, record_id)
) @strict;

-- What features may read of history: each record of each act, and whether the act was taken back.
CREATE VIEW change_line AS
SELECT item.id, item.change_id, item.noun, item.record_id, item.before, item.after, act.at, act.person_id,
       act.through, act.undoes_id,
       CASE WHEN EXISTS (SELECT 1 FROM change later WHERE later.undoes_id = act.id) THEN 1 ELSE 0 END AS undone
  FROM change_item item JOIN change act ON act.id = item.change_id;
