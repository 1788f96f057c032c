-- SPDX-License-Identifier: MIT
-- The agency's people: who they are, how much of a week they work, what they may do, how they sign in.

CREATE TABLE position (
    id    @id,
    name  @text NOT NULL, -- "Дизайнер"
    name_fold @text NOT NULL UNIQUE, -- folded, for search and doubles
    sort  @int NOT NULL DEFAULT 0
) @strict;

CREATE TABLE department (
    id    @id,
    name  @text NOT NULL,
    name_fold @text NOT NULL UNIQUE,
    sort  @int NOT NULL DEFAULT 0
) @strict;

CREATE TABLE person (
    id            @id,
    revision      @int NOT NULL DEFAULT 1,
    name          @text NOT NULL,
    name_fold     @text NOT NULL, -- for search
    name_sort     @text NOT NULL, -- collation key, for order
    email         @text NOT NULL DEFAULT '',
    email_fold    @text UNIQUE,   -- NULL: no sign-in
    position_id   @int REFERENCES position (id),
    department_id @int REFERENCES department (id),
    hue           @int NOT NULL DEFAULT 1, -- colour of the round mark, 1–6
    lang          @text NOT NULL DEFAULT 'ru',
    theme         @text NOT NULL DEFAULT '', -- '' as the system, light, dark
    employed_from @int,  -- days since 1970-01-01; NULL: always
    employed_until @int, -- last day; NULL: open
    contractor    @int NOT NULL DEFAULT 0,
    planned       @int NOT NULL DEFAULT 1, -- 1: stands in the week plan
    disabled      @int NOT NULL DEFAULT 0, -- 1: may not sign in
    password      @text NOT NULL DEFAULT '', -- argon2id; '' none set
    created_at    @int NOT NULL
) @strict;
CREATE INDEX person_by_sort ON person (name_sort);

-- Working time by weekday from a day on: a change never touches weeks before it.
CREATE TABLE contract (
    id        @id,
    revision  @int NOT NULL DEFAULT 1,
    person_id @int NOT NULL REFERENCES person (id),
    from_day  @int NOT NULL,
    mon       @int NOT NULL CHECK (mon BETWEEN 0 AND 1440), -- minutes
    tue       @int NOT NULL CHECK (tue BETWEEN 0 AND 1440),
    wed       @int NOT NULL CHECK (wed BETWEEN 0 AND 1440),
    thu       @int NOT NULL CHECK (thu BETWEEN 0 AND 1440),
    fri       @int NOT NULL CHECK (fri BETWEEN 0 AND 1440),
    sat       @int NOT NULL CHECK (sat BETWEEN 0 AND 1440),
    sun       @int NOT NULL CHECK (sun BETWEEN 0 AND 1440),
    starts_at @int NOT NULL DEFAULT 600, -- minutes after midnight when the day begins
    UNIQUE (person_id, from_day)
) @strict;

-- What a role may do; an administrator edits it. Rights the table lacks come from the program's defaults.
CREATE TABLE role_right (
    role       @text NOT NULL, -- administrator, head, account, specialist, accountant, lawyer, contractor, guest
    right_name @text NOT NULL, -- "plan.write"
    scope      @text NOT NULL, -- none, own, team, all
    PRIMARY KEY (role, right_name)
) @strict;

CREATE TABLE person_role (
    person_id @int NOT NULL REFERENCES person (id),
    role      @text NOT NULL,
    PRIMARY KEY (person_id, role)
) @strict;

-- A browser that signed in. The token itself is nowhere, only its SHA-256.
CREATE TABLE session (
    id         @id,
    token_hash @text NOT NULL UNIQUE,
    person_id  @int NOT NULL REFERENCES person (id),
    created_at @int NOT NULL,
    used_at    @int NOT NULL, -- written at most once a minute
    ends_at    @int NOT NULL, -- the latest, however much it is used
    remember   @int NOT NULL DEFAULT 0, -- 1: the cookie outlives the browser
    address    @text NOT NULL,
    agent      @text NOT NULL
) @strict;
CREATE INDEX session_by_person ON session (person_id);

-- A browser in which this person has signed in before: it is not locked out with the account.
CREATE TABLE device (
    id         @id,
    token_hash @text NOT NULL UNIQUE,
    person_id  @int NOT NULL REFERENCES person (id),
    created_at @int NOT NULL
) @strict;
CREATE INDEX device_by_person ON device (person_id);

-- A link by which a person chooses a password, once.
CREATE TABLE invite (
    id         @id,
    token_hash @text NOT NULL UNIQUE,
    person_id  @int NOT NULL REFERENCES person (id),
    email_fold @text NOT NULL, -- the address it is bound to; a change of it kills the link
    created_at @int NOT NULL,
    ends_at    @int NOT NULL,
    used_at    @int
) @strict;
CREATE INDEX invite_by_person ON invite (person_id);

-- A program that acts for a person (Authorization: Bearer).
CREATE TABLE token (
    id         @id,
    token_hash @text NOT NULL UNIQUE,
    person_id  @int NOT NULL REFERENCES person (id),
    name       @text NOT NULL,
    created_at @int NOT NULL,
    used_at    @int,
    ends_at    @int
) @strict;
CREATE INDEX token_by_person ON token (person_id);

-- Failed sign-ins by account and by address; survives a restart.
CREATE TABLE sign_in_failure (
    key           @text PRIMARY KEY, -- "account anna@…", "address 10.0.0.1"
    since         @int NOT NULL,
    count         @int NOT NULL,
    blocks        @int NOT NULL DEFAULT 0, -- how often it was blocked; doubles the wait
    blocked_until @int NOT NULL DEFAULT 0
) @strict;

-- For other features: who a person is, in the order of lists (department, position, name).
CREATE VIEW person_brief AS
SELECT p.id, p.name, p.name_fold, p.name_sort, p.email, p.hue, p.position_id,
       coalesce(o.name, '') AS position, coalesce(o.sort, 0) AS position_sort, p.department_id,
       coalesce(d.name, '') AS department, coalesce(d.sort, 0) AS department_sort, p.employed_from,
       p.employed_until, p.contractor, p.planned, p.disabled
  FROM person p
  LEFT JOIN position o ON o.id = p.position_id
  LEFT JOIN department d ON d.id = p.department_id;

-- For other features: who has which role.
CREATE VIEW person_role_brief AS
SELECT person_id, role FROM person_role;
