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
