-- SPDX-License-Identifier: MIT
-- What waits for somebody in the plan is counted on every page of it.

CREATE INDEX person_week_pushed ON person_week (week, person_id) WHERE pushed > 0;
CREATE INDEX allocation_until ON allocation (until) WHERE state = 'tentative';
