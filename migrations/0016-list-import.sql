-- SPDX-License-Identifier: MIT
-- Lists of people, clients and projects that came as a table and wait for a look.

CREATE TABLE list_import (
    id         @id,
    person_id  @int REFERENCES person (id) ON DELETE CASCADE, -- who brought it; NULL: the command line
    kind       @text NOT NULL, -- people, clients, projects
    file_name  @text NOT NULL,
    columns    @text NOT NULL, -- the field of each column, commas between: "name,email,,position"
    body       @text NOT NULL, -- CSV: the row's number in the file, then its cells; the first row are the heads
    state      @text NOT NULL CHECK (state IN ('waiting', 'done')),
    created_at @int NOT NULL
) @strict;
CREATE INDEX list_import_waiting ON list_import (state, created_at);
