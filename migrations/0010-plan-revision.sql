-- SPDX-License-Identifier: MIT
-- How often a person's weeks changed, moved in the same transaction: what was read once may be shown again as long as
-- the number stands. A person without a row has 0.

CREATE TABLE plan_revision (
    person_id @int PRIMARY KEY, -- whose weeks; 0: the calendar, which is everybody's. Outlives who is taken away.
    revision  @int NOT NULL
) @strict;
