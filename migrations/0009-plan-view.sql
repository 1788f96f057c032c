-- SPDX-License-Identifier: MIT
-- Ways of looking at the plan that people gave a name, and the one that each person's plan opens with.

CREATE TABLE plan_view (
    id        @id,
    revision  @int NOT NULL DEFAULT 1,
    person_id @int NOT NULL REFERENCES person (id) ON DELETE CASCADE, -- whose it is
    name      @text NOT NULL,
    name_fold @text NOT NULL,
    query     @text NOT NULL, -- what stands behind "/plan?"; never the first week or an open cell
    shared    @int NOT NULL DEFAULT 0, -- 1: everybody who reads the plan sees it
    UNIQUE (person_id, name_fold)
) @strict;
CREATE INDEX plan_view_shared ON plan_view (shared, name_fold);

CREATE TABLE plan_view_default (
    person_id @int PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    view_id   @int NOT NULL REFERENCES plan_view (id) ON DELETE CASCADE
) @strict;
CREATE INDEX plan_view_default_by_view ON plan_view_default (view_id);

-- The plan is put together by directions too: what other features may read of projects says them.
DROP VIEW project_brief;
CREATE VIEW project_brief AS
SELECT p.id, p.client_id, c.name AS client_name, c.name_sort AS client_sort, p.name, p.name_sort, c.hue, p.stage,
       coalesce(p.manager_id, c.manager_id) AS manager_id, coalesce(p.deputy_id, c.deputy_id) AS deputy_id,
       CASE WHEN p.archived = 1 OR c.archived = 1 THEN 1 ELSE 0 END AS archived, p.direction
  FROM project p JOIN client c ON c.id = p.client_id;
