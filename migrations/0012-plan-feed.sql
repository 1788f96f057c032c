-- SPDX-License-Identifier: MIT
-- Live tables: addresses under which a spreadsheet program fetches the plan as text by itself.

CREATE TABLE plan_feed (
    id          @id,
    secret_hash @text NOT NULL UNIQUE, -- SHA-256 of what stands in the address
    person_id   @int NOT NULL REFERENCES person (id) ON DELETE CASCADE, -- in whose name it is read
    name        @text NOT NULL,
    query       @text NOT NULL, -- what stands behind "/plan?"; never the first week
    flavour     @text NOT NULL CHECK (flavour IN ('plain', 'russian')),
    created_at  @int NOT NULL,
    used_at     @int,
    window_at   @int NOT NULL DEFAULT 0, -- since when reads are counted
    reads       @int NOT NULL DEFAULT 0
) @strict;
CREATE INDEX plan_feed_by_person ON plan_feed (person_id);
