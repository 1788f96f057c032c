-- SPDX-License-Identifier: MIT
-- Overtime that somebody asks for who may not agree it; who may, decides.

CREATE TABLE plan_request (
    id         @id,
    person_id  @int NOT NULL REFERENCES person (id), -- whose overtime
    week       @int NOT NULL,
    minutes    @int NOT NULL CHECK (minutes > 0),
    reason     @text NOT NULL,
    body       @text NOT NULL, -- JSON of the batch that goes into the plan with it
    asked_by   @int REFERENCES person (id),
    asked_at   @int NOT NULL,
    state      @text NOT NULL, -- asked, agreed, declined
    decided_by @int REFERENCES person (id),
    decided_at @int
) @strict;
CREATE INDEX plan_request_by_state ON plan_request (state, id);
CREATE INDEX plan_request_by_asker ON plan_request (asked_by, id);
