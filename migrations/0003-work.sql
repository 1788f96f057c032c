-- SPDX-License-Identifier: MIT
-- Clients and their projects, as far as planning needs them.

CREATE TABLE client (
    id         @id,
    revision   @int NOT NULL DEFAULT 1,
    name       @text NOT NULL,
    name_fold  @text NOT NULL UNIQUE,
    name_sort  @text NOT NULL,
    hue        @int NOT NULL DEFAULT 1, -- colour of the mark, 1–8
    manager_id @int REFERENCES person (id), -- responsible account manager
    deputy_id  @int REFERENCES person (id),
    archived   @int NOT NULL DEFAULT 0
) @strict;

CREATE TABLE project (
    id         @id,
    revision   @int NOT NULL DEFAULT 1,
    client_id  @int NOT NULL REFERENCES client (id),
    name       @text NOT NULL,
    name_fold  @text NOT NULL,
    name_sort  @text NOT NULL,
    kind       @text NOT NULL DEFAULT 'fixed',   -- retainer, fixed
    stage      @text NOT NULL DEFAULT 'running', -- tender, won, contract, kick_off, running, closing, done, lost
    direction  @text NOT NULL DEFAULT '',        -- content, promotion, creatives…: the agency's own words
    manager_id @int REFERENCES person (id),      -- NULL: the client's
    deputy_id  @int REFERENCES person (id),
    starts     @int,
    ends       @int,
    archived   @int NOT NULL DEFAULT 0,
    UNIQUE (client_id, name_fold)
) @strict;
CREATE INDEX project_by_manager ON project (manager_id);

-- Who takes part: decides what "team" means in rights.
CREATE TABLE project_person (
    project_id @int NOT NULL REFERENCES project (id),
    person_id  @int NOT NULL REFERENCES person (id),
    PRIMARY KEY (project_id, person_id)
) @strict;
CREATE INDEX project_person_by_person ON project_person (person_id);
