-- SPDX-License-Identifier: MIT
-- How often people, positions and departments changed, moved in the same transaction: the list of people is kept as long
-- as the number stands.

CREATE TABLE people_revision (
    id       @int PRIMARY KEY CHECK (id = 1),
    revision @int NOT NULL
) @strict;
