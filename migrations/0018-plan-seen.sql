-- SPDX-License-Identifier: MIT
-- Who last touched a person's weeks, who looked through them, and who was shown around the plan.

ALTER TABLE plan_revision ADD COLUMN touched_at @int NOT NULL DEFAULT 0; -- unix seconds
ALTER TABLE plan_revision ADD COLUMN touched_by @int; -- NULL: the program; outlives who is taken away

CREATE TABLE plan_review (
    person_id   @int PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE, -- whose weeks
    reviewed_at @int NOT NULL,
    reviewed_by @int REFERENCES person (id) ON DELETE SET NULL
) @strict;
CREATE INDEX plan_review_by_reviewer ON plan_review (reviewed_by);

CREATE TABLE plan_seen (
    person_id @int PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE, -- was shown around
    at        @int NOT NULL
) @strict;
