-- SPDX-License-Identifier: MIT
-- What every other table leans on: settings, history, the audit log, the queue of jobs.

CREATE TABLE setting (
    key   @text PRIMARY KEY, -- "agency.name", "calendar.version"
    value @text NOT NULL
) @strict;

-- One act of one person: all that a request changed, undone together.
CREATE TABLE change (
    id         @id,
    at         @int NOT NULL,  -- unix seconds
    person_id  @int,           -- who; NULL: the command line or a job
    through    @text NOT NULL, -- page, api, import, command, job
    action     @text NOT NULL, -- "POST /allocations"
    request_id @text NOT NULL,
    undoes_id  @int REFERENCES change (id) -- the change that this one took back
) @strict;
CREATE INDEX change_by_person ON change (person_id, id);
CREATE INDEX change_by_undoes ON change (undoes_id);

-- One record of a change, whole before and after as JSON of its Shape; NULL: it was not there.
CREATE TABLE change_item (
    id        @id,
    change_id @int NOT NULL REFERENCES change (id),
    noun      @text NOT NULL, -- "allocation"
    record_id @int NOT NULL,
    before    @text,
    after     @text
) @strict;
CREATE INDEX change_item_by_change ON change_item (change_id);
CREATE INDEX change_item_by_record ON change_item (noun, record_id, id);

-- Sign-ins, refusals, rights: rows are only ever added.
CREATE TABLE audit (
    id         @id,
    at         @int NOT NULL,
    person_id  @int,
    address    @text NOT NULL,
    request_id @text NOT NULL,
    action     @text NOT NULL, -- "sign_in", "sign_in_failed", "refused"
    object     @text NOT NULL, -- "person 12", "GET /plan"
    detail     @text NOT NULL
) @strict;
CREATE INDEX audit_by_at ON audit (at);

-- Work for later; a worker takes a lease and gives it back done or failed.
CREATE TABLE job (
    id         @id,
    kind       @text NOT NULL,
    body       @text NOT NULL, -- JSON of the kind's Shape
    due_at     @int NOT NULL,
    leased_until @int,         -- NULL: nobody works on it
    tries      @int NOT NULL DEFAULT 0,
    error      @text NOT NULL DEFAULT '',
    done_at    @int
) @strict;
CREATE INDEX job_by_due ON job (done_at, due_at);
