-- SPDX-License-Identifier: MIT
-- What tables said of people's weeks when they were brought over: an updated table is compared with it.

CREATE TABLE import_week (
    import_id @int NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    profile   @text NOT NULL, -- as in import
    person_id @int NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    week      @int NOT NULL, -- Monday
    change_id @int,          -- what the import wrote; NULL: nothing. Once it is taken back the row counts no more
    cells     @text NOT NULL -- lines: subject, state, minutes as the table has them, minutes left in the plan, 1 if Takt's own were kept
) @strict;
CREATE INDEX import_week_by_profile ON import_week (profile, person_id, week, import_id);
CREATE INDEX import_week_by_import ON import_week (import_id);
CREATE INDEX import_week_by_person ON import_week (person_id);
