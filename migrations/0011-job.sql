-- SPDX-License-Identifier: MIT
-- The queue of jobs as its worker needs it (nothing was ever put into the first one), and the seals of the audit log.

DROP TABLE job;
CREATE TABLE job (
    id         @id,
    kind       @text NOT NULL, -- "session.sweep"
    body       @text NOT NULL, -- JSON of the kind's Shape; '' where it needs nothing
    key        @text UNIQUE,   -- NULL: none. What was queued under a key is not queued again
    scheduled  @int NOT NULL DEFAULT 0, -- 1: comes due again and again, never done
    priority   @int NOT NULL DEFAULT 0, -- of those that are due the highest goes first
    state      @text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    due_at     @int NOT NULL,  -- waiting: not before; running: until when its worker holds it
    lease      @text NOT NULL DEFAULT '', -- running: who holds it, another text with each try
    tries      @int NOT NULL DEFAULT 0,   -- begun since it last went well
    error      @text NOT NULL DEFAULT '', -- of the last try
    created_at @int NOT NULL,
    started_at @int, -- the last try
    done_at    @int  -- when it last went well
) @strict;
CREATE INDEX job_by_state ON job (state, due_at);

-- The audit log's rows up to last_id, and a hash over them and the seal before: a later change of any of them shows.
CREATE TABLE audit_seal (
    id        @id,
    at        @int NOT NULL,
    last_id   @int NOT NULL UNIQUE, -- of the rows under this seal
    row_count @int NOT NULL,
    hash      @text NOT NULL        -- SHA-256 of the seal before and of these rows, see db/audit_seal.h
) @strict;
