-- Parts of a set that is being written, shared by all replicas.

-- name: add_parts
-- Cuts a set into parts of :size buckets, unless it was before. Carried by the primary key.
INSERT INTO score_parts (set_number, first_bucket, end_bucket)
SELECT CAST(:number AS integer), first, first + CAST(:size AS integer)
  FROM generate_series(0, 1023, CAST(:size AS integer)) AS first
    ON CONFLICT (set_number, first_bucket) DO NOTHING;

-- name: claim_part
-- Takes the lease of a part that nobody works on; no row when there is none, or when the job of the set was
-- stopped. Carried by the primary keys.
UPDATE score_parts
   SET lease_end = clock_timestamp() + CAST(:lease AS interval)
 WHERE set_number = CAST(:number AS integer)
   AND first_bucket = (SELECT p.first_bucket
                         FROM score_parts AS p
                        WHERE p.set_number = CAST(:number AS integer)
                          AND NOT p.done
                          AND p.lease_end < clock_timestamp()
                        ORDER BY p.first_bucket
                        LIMIT 1
                          FOR UPDATE SKIP LOCKED)
   AND NOT EXISTS (SELECT 1
                     FROM score_sets AS s
                     JOIN jobs AS j ON j.id = s.job_id
                    WHERE s.number = CAST(:number AS integer)
                      AND j.state > 2)
RETURNING first_bucket, end_bucket;

-- name: release_part
-- Gives a lease back, so that somebody else goes on at once. Carried by the primary key.
UPDATE score_parts
   SET lease_end = '-infinity'
 WHERE set_number = CAST(:number AS integer)
   AND first_bucket = CAST(:first_bucket AS smallint);

-- name: finish_part
-- Notes what a part came to; touches no row when somebody was quicker, or when the set is not being written any
-- more. Carried by the primary keys.
UPDATE score_parts
   SET done          = true,
       customers     = CAST(:customers AS bigint),
       clv_60_months = CAST(:clv_60_months AS double precision)
 WHERE set_number = CAST(:number AS integer)
   AND first_bucket = CAST(:first_bucket AS smallint)
   AND NOT done
   AND EXISTS (SELECT 1 FROM score_sets AS s WHERE s.number = CAST(:number AS integer) AND s.state = 1);

-- name: sum_parts
-- How far a set is: parts that are not done, and the customers of the others. Carried by the primary key.
SELECT count(*) FILTER (WHERE NOT done), coalesce(sum(customers), 0)
  FROM score_parts
 WHERE set_number = CAST(:number AS integer);

-- name: find_open_set
-- The oldest set whose job is running and that has a part nobody works on. Carried by score_sets_being_written.
SELECT s.number
  FROM score_sets AS s
  JOIN jobs AS j ON j.id = s.job_id
 WHERE s.state = 1
   AND j.state = 2
   AND EXISTS (SELECT 1
                 FROM score_parts AS p
                WHERE p.set_number = s.number
                  AND NOT p.done
                  AND p.lease_end < clock_timestamp())
 ORDER BY s.number
 LIMIT 1;

-- name: remove_parts
-- Forgets the parts of a set; waits for who stores one just now. Carried by the primary key.
DELETE FROM score_parts
 WHERE set_number = CAST(:number AS integer);
