-- Long pieces of work. States: 1 pending, 2 running, 3 cancelling, 4 succeeded, 5 failed, 6 cancelled.

-- name: create_job
-- Stores a job that waits for a worker.
INSERT INTO jobs (id, kind, parameters, state, creator, create_time)
VALUES (CAST(:id AS uuid), :kind, CAST(:parameters AS bytea), 1, :creator, clock_timestamp());

-- name: get_job
-- One job. Carried by the primary key.
SELECT id, kind, parameters, state, done, total, unit, activity, expected_end, error_code,
       error_reason, error_message, creator, create_time, start_time, end_time, checkpoint, result, updates
  FROM jobs
 WHERE id = CAST(:id AS uuid);

-- name: list_jobs
-- The newest jobs of a kind. Carried by jobs_by_kind.
SELECT id, kind, parameters, state, done, total, unit, activity, expected_end, error_code,
       error_reason, error_message, creator, create_time, start_time, end_time, checkpoint, result, updates
  FROM jobs
 WHERE kind = :kind
 ORDER BY create_time DESC, id DESC
 LIMIT CAST(:limit AS bigint);

-- name: list_jobs_after
-- The newest jobs of a kind among those older than job :after. Carried by jobs_by_kind.
SELECT id, kind, parameters, state, done, total, unit, activity, expected_end, error_code,
       error_reason, error_message, creator, create_time, start_time, end_time, checkpoint, result, updates
  FROM jobs
 WHERE kind = :kind
   AND (create_time, id) < (SELECT create_time, id FROM jobs WHERE id = CAST(:after AS uuid))
 ORDER BY create_time DESC, id DESC
 LIMIT CAST(:limit AS bigint);

-- name: cancel_job
-- Cancels a waiting job, asks a running one to stop, touches none that has ended. Carried by the
-- primary key.
UPDATE jobs
   SET state    = CASE WHEN state = 1 THEN 6 ELSE 3 END,
       end_time = CASE WHEN state = 1 THEN clock_timestamp() END,
       updates  = updates + 1
 WHERE id = CAST(:id AS uuid)
   AND state <= 3;

-- name: claim_job
-- Takes the oldest job that waits or whose worker gave no sign of life for :stale, and returns its
-- id. Carried by jobs_to_do.
UPDATE jobs
   SET state      = CASE WHEN state = 1 THEN 2 ELSE state END,
       owner      = CAST(:owner AS uuid),
       heartbeat  = clock_timestamp(),
       start_time = coalesce(start_time, clock_timestamp()),
       updates    = updates + 1
 WHERE id = (SELECT id
               FROM jobs
              WHERE state <= 3
                AND kind = ANY (CAST(:kinds AS text[]))
                AND (heartbeat IS NULL OR heartbeat < clock_timestamp() - CAST(:stale AS interval))
              ORDER BY create_time
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id;

-- name: beat_job
-- A sign of life; returns the state, or no row when another worker has the job. Carried by the
-- primary key.
UPDATE jobs
   SET heartbeat = clock_timestamp()
 WHERE id = CAST(:id AS uuid)
   AND owner = CAST(:owner AS uuid)
RETURNING state;

-- name: report_job
-- A sign of life with how far the work is; returns as beat_job. Carried by the primary key.
UPDATE jobs
   SET heartbeat    = clock_timestamp(),
       done         = CAST(:done AS bigint),
       total        = CAST(:total AS bigint),
       unit         = :unit,
       activity     = :activity,
       expected_end = CAST(:expected_end AS timestamptz),
       updates      = updates + 1
 WHERE id = CAST(:id AS uuid)
   AND owner = CAST(:owner AS uuid)
RETURNING state;

-- name: checkpoint_job
-- Keeps where to go on; touches no row when another worker has the job. Carried by the primary key.
UPDATE jobs
   SET checkpoint = CAST(:checkpoint AS bytea),
       heartbeat  = clock_timestamp()
 WHERE id = CAST(:id AS uuid)
   AND owner = CAST(:owner AS uuid);

-- name: end_job
-- Ends a job; touches no row when another worker has it. Carried by the primary key.
UPDATE jobs
   SET state         = CAST(:state AS smallint),
       error_code    = CAST(:error_code AS integer),
       error_reason  = :error_reason,
       error_message = :error_message,
       result        = CAST(:result AS bytea),
       end_time      = clock_timestamp(),
       owner         = NULL,
       updates       = updates + 1
 WHERE id = CAST(:id AS uuid)
   AND owner = CAST(:owner AS uuid);

-- name: release_job
-- Lets the next worker take a job at once. Carried by the primary key.
UPDATE jobs
   SET owner     = NULL,
       heartbeat = NULL
 WHERE id = CAST(:id AS uuid)
   AND owner = CAST(:owner AS uuid);
