-- Score sets: written under a number nobody reads yet, then published at once.

-- name: take_set_number
-- A number for a new set.
UPDATE score_head
   SET last_number = last_number + 1
 WHERE id = 1
RETURNING last_number;

-- name: add_score_set
-- Begins a set; from the place of the change stream that is worked off now.
INSERT INTO score_sets (number, job_id, model_id, state, as_of_day, as_of_given, annual_discount, margin,
                        horizon_days, start_cursor, create_time)
SELECT CAST(:number AS integer), CAST(:job_id AS uuid), CAST(:model_id AS uuid), 1, CAST(:as_of_day AS integer),
       CAST(:as_of_given AS boolean), CAST(:annual_discount AS double precision), CAST(:margin AS double precision),
       CAST(:horizon_days AS integer), follow.cursor, CAST(:create_time AS timestamptz)
  FROM follow
 WHERE follow.id = 1;

-- name: find_score_set
-- One set. Carried by the primary key.
SELECT s.number, s.job_id, s.model_id, s.state, s.as_of_day, s.annual_discount, s.margin, s.horizon_days,
       s.create_time, m.currency, s.as_of_given, s.publish_time, s.customers, s.clv_60_months
  FROM score_sets AS s
  JOIN models AS m ON m.id = s.model_id
 WHERE s.number = CAST(:number AS integer);

-- name: find_score_set_of_job
-- The set that a job writes or wrote. Carried by score_sets_job_id_key.
SELECT s.number, s.job_id, s.model_id, s.state, s.as_of_day, s.annual_discount, s.margin, s.horizon_days,
       s.create_time, m.currency, s.as_of_given, s.publish_time, s.customers, s.clv_60_months
  FROM score_sets AS s
  JOIN models AS m ON m.id = s.model_id
 WHERE s.job_id = CAST(:job_id AS uuid);

-- name: list_score_sets
-- Sets that are published or were and are kept, the newest first. Carried by the primary key.
SELECT s.number, s.job_id, s.model_id, s.state, s.as_of_day, s.annual_discount, s.margin, s.horizon_days,
       s.create_time, m.currency, s.as_of_given, s.publish_time, s.customers, s.clv_60_months
  FROM score_sets AS s
  JOIN models AS m ON m.id = s.model_id
 WHERE s.state = 2
   AND s.number < CAST(:before AS integer)
 ORDER BY s.number DESC
 LIMIT CAST(:limit AS bigint);

-- name: find_published_set
-- The number of the set that readers see, 0 before the first.
SELECT published
  FROM score_head
 WHERE id = 1;

-- name: mark_set_published
-- Notes that a set is complete, and what it came to; touches no row when a part is missing, or when it was
-- published or removed before. Carried by the primary keys.
UPDATE score_sets
   SET state         = 2,
       publish_time  = clock_timestamp(),
       customers     = (SELECT coalesce(sum(p.customers), 0)
                          FROM score_parts AS p
                         WHERE p.set_number = CAST(:number AS integer)),
       clv_60_months = (SELECT coalesce(sum(p.clv_60_months), 0)
                          FROM score_parts AS p
                         WHERE p.set_number = CAST(:number AS integer))
 WHERE number = CAST(:number AS integer)
   AND state = 1
   AND NOT EXISTS (SELECT 1
                     FROM score_parts AS p
                    WHERE p.set_number = CAST(:number AS integer)
                      AND NOT p.done);

-- name: publish_set
-- Lets readers see a set: this one row decides.
UPDATE score_head
   SET previous  = published,
       published = CAST(:number AS integer)
 WHERE id = 1;

-- name: follow_from_set
-- Has the changes worked off again that came while the set was written.
UPDATE follow
   SET set_number = CAST(:number AS integer),
       cursor     = (SELECT start_cursor FROM score_sets WHERE number = CAST(:number AS integer))
 WHERE id = 1;

-- name: find_old_sets
-- Sets nobody needs any more: neither among the :kept that were published last, nor published now, nor written by
-- a job that lives. Carried by the primary keys.
SELECT s.number
  FROM score_sets AS s
  JOIN score_head AS h ON h.id = 1
 WHERE s.number <> h.published
   AND s.number NOT IN (SELECT k.number
                          FROM score_sets AS k
                         WHERE k.state = 2
                         ORDER BY k.publish_time DESC NULLS LAST, k.number DESC
                         LIMIT CAST(:kept AS bigint))
   AND NOT (s.state = 1 AND EXISTS (SELECT 1 FROM jobs AS j WHERE j.id = s.job_id AND j.state <= 3))
 ORDER BY s.number;

-- name: retire_score_set
-- Lets long readers of a set see that its rows go.
UPDATE score_sets
   SET state = 3
 WHERE number = CAST(:number AS integer);

-- name: remove_score_set
-- Forgets a set; its rows went before.
DELETE FROM score_sets
 WHERE number = CAST(:number AS integer);

-- name: remove_all_scores_of_set
-- Removes the rows of a set that is written anew. Carried by the primary key.
DELETE FROM scores
 WHERE set_number = CAST(:number AS integer);

-- name: remove_scores_of_set
-- Removes some rows of a set. Carried by the primary key.
DELETE FROM scores
 WHERE set_number = CAST(:number AS integer)
   AND customer_id IN (SELECT customer_id
                         FROM scores
                        WHERE set_number = CAST(:number AS integer)
                        ORDER BY customer_id
                        LIMIT CAST(:limit AS bigint));

-- name: find_follow
-- Where following stands: the set and the place in the change stream.
SELECT set_number, cursor
  FROM follow
 WHERE id = 1;

-- name: move_follow
-- Notes that changes are worked off; touches no row when another set came or somebody else went on.
UPDATE follow
   SET cursor = :next
 WHERE id = 1
   AND set_number = CAST(:set_number AS integer)
   AND cursor = :before;
