-- SPDX-License-Identifier: MIT
-- The week plan. All quantities are minutes; a week is its Monday in days since 1970-01-01.

-- The agency's own exceptions to the production calendar (regional holidays).
CREATE TABLE calendar_day (
    day  @int PRIMARY KEY,
    kind @text NOT NULL, -- work, off, short
    name @text NOT NULL
) @strict;

CREATE TABLE absence (
    id         @id,
    revision   @int NOT NULL DEFAULT 1,
    person_id  @int NOT NULL REFERENCES person (id),
    kind       @text NOT NULL, -- vacation, sick, day_off
    from_day   @int NOT NULL,
    until_day  @int NOT NULL,  -- the last day of it
    half       @int NOT NULL DEFAULT 0, -- 1: half of each day
    note       @text NOT NULL DEFAULT '',
    CHECK (until_day >= from_day)
) @strict;
CREATE INDEX absence_by_person ON absence (person_id, until_day);
CREATE INDEX absence_by_until ON absence (until_day, from_day);

-- One person's week in sums: the row that every write of an allocation locks, and the invariant itself.
CREATE TABLE person_week (
    person_id @int NOT NULL REFERENCES person (id),
    week      @int NOT NULL,
    capacity  @int NOT NULL,           -- 100 %: the contract's minutes
    room      @int NOT NULL,           -- capacity and what a working Saturday adds
    absence   @int NOT NULL DEFAULT 0, -- holidays and leave
    confirmed @int NOT NULL DEFAULT 0,
    tentative @int NOT NULL DEFAULT 0,
    internal  @int NOT NULL DEFAULT 0,
    reserve   @int NOT NULL DEFAULT 0,
    overtime  @int NOT NULL DEFAULT 0, -- agreed
    pushed    @int NOT NULL DEFAULT 0, -- what an absence or a calendar pushed past 100 %, until someone resolves it
    PRIMARY KEY (person_id, week),
    CHECK (confirmed >= 0 AND tentative >= 0 AND internal >= 0 AND reserve >= 0 AND overtime >= 0 AND pushed >= 0),
    CHECK (absence + confirmed + tentative + internal + reserve <= room + overtime + pushed)
) @strict;
CREATE INDEX person_week_by_week ON person_week (week, person_id);

CREATE TABLE allocation (
    id          @id,
    person_id   @int NOT NULL REFERENCES person (id),
    week        @int NOT NULL,
    project_id  @int REFERENCES project (id), -- NULL: kind says what it is
    kind        @text NOT NULL, -- project, or an internal kind, or a reserve kind
    state       @text NOT NULL CHECK (state IN ('confirmed', 'tentative')),
    work        @text NOT NULL DEFAULT '', -- estimate line or task; empty at first
    minutes     @int NOT NULL CHECK (minutes > 0),
    until       @int, -- tentative: asks again after this day
    reserved_by @int REFERENCES person (id), -- tentative: who holds the seat
    note        @text NOT NULL DEFAULT '',
    changed_by  @int REFERENCES person (id),
    changed_at  @int NOT NULL
) @strict;
CREATE UNIQUE INDEX allocation_key ON allocation (person_id, week, coalesce(project_id, 0), kind, state, work);
CREATE INDEX allocation_by_week ON allocation (week, person_id);
CREATE INDEX allocation_tentative ON allocation (person_id, project_id, week) WHERE state = 'tentative';
CREATE INDEX allocation_by_project ON allocation (project_id, week);

-- Overtime that somebody agreed to, with the reason; counted apart.
CREATE TABLE overtime (
    id        @id,
    person_id @int NOT NULL REFERENCES person (id),
    week      @int NOT NULL,
    minutes   @int NOT NULL CHECK (minutes > 0),
    reason    @text NOT NULL,
    agreed_by @int REFERENCES person (id),
    at        @int NOT NULL
) @strict;
CREATE INDEX overtime_by_person_week ON overtime (person_id, week);
CREATE INDEX overtime_by_week ON overtime (week, person_id);

-- A table brought in: what was understood, waiting for a yes.
CREATE TABLE import (
    id         @id,
    person_id  @int REFERENCES person (id), -- who brought it
    file_name  @text NOT NULL,
    profile    @text NOT NULL, -- fingerprint of the table's heads: answers are remembered under it
    answers    @text NOT NULL, -- JSON: year, unit, over, matches
    body       @text NOT NULL, -- JSON: rows as understood
    state      @text NOT NULL, -- waiting, done
    created_at @int NOT NULL
) @strict;
CREATE INDEX import_by_profile ON import (profile, id);
