-- SPDX-License-Identifier: MIT
-- job_add
-- A key that is known already is left as it is.
INSERT INTO job (kind, body, key, scheduled, priority, state, due_at, created_at)
VALUES (:kind, :body, nullif(:key, ''), :scheduled, :priority, 'waiting', :due_at, :now)
ON CONFLICT (key) DO NOTHING;

-- job_schedule
-- A clock that was ahead, or a schedule that came closer: never later than its next time.
INSERT INTO job (kind, body, key, scheduled, state, due_at, created_at)
VALUES (:kind, '', :key, 1, 'waiting', :due_at, :now)
ON CONFLICT (key) DO UPDATE SET due_at = :next_at WHERE job.state = 'waiting' AND job.due_at > :next_at;

-- job_scheduled
SELECT id, kind FROM job WHERE scheduled = 1;

-- job_remove
DELETE FROM job WHERE id = :id;

-- job_due
-- A lease that ends later than any can was given by a clock that has been set back since.
SELECT id, kind, body, key, scheduled, priority, state, due_at, tries, created_at
  FROM job
 WHERE state IN ('waiting', 'running') AND (due_at <= :now OR (state = 'running' AND due_at > :lease_until))
 ORDER BY priority DESC, due_at, id LIMIT 1;

-- job_soonest
SELECT coalesce(min(due_at), 0) AS due_at FROM job WHERE state IN ('waiting', 'running');

-- job_take
-- Who was first has counted the try already.
UPDATE job
   SET state = 'running', lease = :lease, due_at = :lease_until, tries = tries + 1, started_at = :now
 WHERE id = :id AND state = :state AND tries = :tries AND due_at = :due_at;

-- job_keep
UPDATE job SET due_at = :lease_until WHERE id = :id AND state = 'running' AND lease = :lease RETURNING id;

-- job_end
UPDATE job
   SET state = :state, due_at = :due_at, lease = '', tries = :tries, error = :error,
       done_at = coalesce(:done_at, done_at)
 WHERE id = :id AND state = 'running' AND lease = :lease
RETURNING id;

-- job_release
UPDATE job SET state = 'waiting', due_at = :now, lease = '' WHERE state = 'running' AND lease LIKE 'server %';

-- job_again
UPDATE job SET state = 'waiting', due_at = :now, tries = 0 WHERE id = :id AND state IN ('waiting', 'dead') RETURNING id;

-- job_get
SELECT id, kind, body, key, scheduled, priority, state, due_at, lease, tries, error, created_at,
       started_at, done_at
  FROM job WHERE id = :id;

-- job_of_schedule
SELECT id, kind, body, key, scheduled, priority, state, due_at, lease, tries, error, created_at, started_at, done_at
  FROM job WHERE key = :key;

-- job_list
SELECT id, kind, body, key, scheduled, priority, state, due_at, lease, tries, error, created_at,
       started_at, done_at
  FROM job
 WHERE (:any = 1 OR state = :state) AND (:failed = 0 OR state = 'dead' OR error <> '')
 ORDER BY scheduled DESC, CASE scheduled WHEN 1 THEN id ELSE -id END LIMIT 200;

-- job_forget
DELETE FROM job
 WHERE id IN (SELECT id FROM job WHERE state = 'done' AND due_at <= :forget_until ORDER BY due_at LIMIT 200);
