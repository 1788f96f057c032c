-- SPDX-License-Identifier: MIT
-- What share of a week people of a position usually keep for the agency's own work; it is offered for empty weeks.

CREATE TABLE plan_template (
    id          @id,
    position_id @int REFERENCES position (id) ON DELETE CASCADE, -- NULL: everybody who has no line of this kind
    kind        @text NOT NULL, -- an internal kind or a reserve kind of allocation
    percent     @int NOT NULL CHECK (percent > 0 AND percent <= 100)
) @strict;
CREATE UNIQUE INDEX plan_template_key ON plan_template (coalesce(position_id, 0), kind);
