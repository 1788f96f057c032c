-- SPDX-License-Identifier: MIT
-- Time that somebody took from a project that others lead, and reminders of bookings past their date.

CREATE TABLE plan_taken (
    id             @id,
    change_id      @int NOT NULL REFERENCES change (id),
    at             @int NOT NULL,
    day            @int NOT NULL, -- of `at`, as the agency's calendar has it
    by_id          @int REFERENCES person (id), -- who took it
    person_id      @int NOT NULL, -- whose week; without a reference: it outlives who is taken away
    week           @int NOT NULL,
    project_id     @int NOT NULL REFERENCES project (id) ON DELETE CASCADE, -- which lost it
    before_minutes @int NOT NULL, -- all that stood there for the project
    after_minutes  @int NOT NULL,
    for_project_id @int REFERENCES project (id) ON DELETE SET NULL, -- what the same change put there instead
    for_kind       @text NOT NULL DEFAULT '',
    reason         @text NOT NULL DEFAULT ''
) @strict;
CREATE INDEX plan_taken_by_project ON plan_taken (project_id, day);
CREATE INDEX plan_taken_by_day ON plan_taken (day);
CREATE INDEX plan_taken_by_week ON plan_taken (person_id, week);
CREATE INDEX plan_taken_by_gain ON plan_taken (for_project_id);
CREATE INDEX plan_taken_by_change ON plan_taken (change_id);

-- Who asked whoever holds a tentative booking to settle it. It counts while the date is the one it was asked at.
CREATE TABLE tentative_reminder (
    person_id  @int NOT NULL REFERENCES person (id),
    project_id @int NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    until      @int, -- the booking's date then
    at         @int NOT NULL,
    by_id      @int REFERENCES person (id),
    PRIMARY KEY (person_id, project_id)
) @strict;
