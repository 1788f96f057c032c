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
    archived   @int NOT NULL DEFAULT 0,
    CHECK (hue BETWEEN 1 AND 8)
) @strict;
CREATE INDEX client_by_sort ON client (name_sort, id);

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
    deputy_id  @int REFERENCES person (id),      -- NULL: the client's
    starts     @int,                             -- days since 1970-01-01; NULL: open
    ends       @int,                             -- the last day of it; NULL: open
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

-- Who is in a project's team: what the reach "own" and "team" of a right means for projects.
CREATE VIEW project_team AS
SELECT project_id, person_id FROM project_person
UNION ALL
SELECT id, manager_id FROM project WHERE manager_id IS NOT NULL
UNION ALL
SELECT id, deputy_id FROM project WHERE deputy_id IS NOT NULL
UNION ALL
SELECT p.id, c.manager_id FROM project p JOIN client c ON c.id = p.client_id WHERE c.manager_id IS NOT NULL
UNION ALL
SELECT p.id, c.deputy_id FROM project p JOIN client c ON c.id = p.client_id WHERE c.deputy_id IS NOT NULL;

-- The same for clients: its manager and deputy, and whoever is in the team of one of its projects.
CREATE VIEW client_team AS
SELECT id AS client_id, manager_id AS person_id FROM client WHERE manager_id IS NOT NULL
UNION ALL
SELECT id, deputy_id FROM client WHERE deputy_id IS NOT NULL
UNION ALL
SELECT client_id, manager_id FROM project WHERE manager_id IS NOT NULL
UNION ALL
SELECT client_id, deputy_id FROM project WHERE deputy_id IS NOT NULL
UNION ALL
SELECT p.client_id, m.person_id FROM project p JOIN project_person m ON m.project_id = p.id;

-- What other features may read of projects: the name of the client beside that of the project.
CREATE VIEW project_brief AS
SELECT p.id, p.client_id, c.name AS client_name, c.name_sort AS client_sort, p.name, p.name_sort, c.hue, p.stage,
       coalesce(p.manager_id, c.manager_id) AS manager_id, coalesce(p.deputy_id, c.deputy_id) AS deputy_id,
       CASE WHEN p.archived = 1 OR c.archived = 1 THEN 1 ELSE 0 END AS archived
  FROM project p JOIN client c ON c.id = p.client_id;
