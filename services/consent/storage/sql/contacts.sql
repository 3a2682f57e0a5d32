-- Reads for decisions and reports.

-- name: load_contact
-- All that is recorded about one contact, at one moment; one row. Who confirmed one address and then asked
-- for another has both: the address is that of the newer request. Carried by primary keys.
SELECT s.customer_id IS NOT NULL, s.recipient, s.relation, s.contract_active,
       p.purpose_id IS NOT NULL,
       t.template_id IS NOT NULL,
       coalesce(t.approved_hash = t.text_hash AND t.message_class = CAST(:message_class AS smallint), FALSE),
       c.request_time, c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time,
       CASE WHEN c.request_time > c.confirm_time
            THEN (SELECT r.address
                    FROM opt_ins AS r
                   WHERE r.customer_id = c.customer_id
                     AND r.channel = c.channel
                     AND r.purpose_id = c.purpose_id
                     AND r.request_time = c.request_time)
            ELSE c.address END,
       o.object_time,
       CASE WHEN a.lifted_channels & CAST(:channel_bit AS integer) = 0 THEN a.object_time END,
       h.size, h.state_version, pg_postmaster_start_time()
  FROM log_head AS h
  LEFT JOIN subjects AS s ON s.customer_id = :customer_id
  LEFT JOIN consents AS c ON c.customer_id = :customer_id
                         AND c.channel = CAST(:channel AS smallint)
                         AND c.purpose_id = :purpose_id
  LEFT JOIN objections AS o ON o.customer_id = :customer_id AND o.channel = CAST(:channel AS smallint)
  LEFT JOIN objections AS a ON a.customer_id = :customer_id AND a.channel = 0
  LEFT JOIN purposes AS p ON p.purpose_id = :purpose_id
  LEFT JOIN templates AS t ON t.template_id = :template_id
 WHERE h.id = 1;

-- name: list_addressable
-- Known subjects whose confirmed consent counts and who do not object, by id. The same rules as
-- StateOf() and ObjectionOf(). Carried by consents_by_purpose.
SELECT c.customer_id
  FROM consents AS c
  JOIN subjects AS s ON s.customer_id = c.customer_id
 WHERE c.purpose_id = :purpose_id
   AND c.channel = CAST(:channel AS smallint)
   AND c.customer_id > :after
   AND c.confirm_time IS NOT NULL
   AND (c.withdraw_time IS NULL OR c.withdraw_time <= c.confirm_time)
   AND (s.contract_active OR greatest(c.confirm_time, c.last_use_time) >= CAST(:stale_before AS timestamptz))
   AND NOT EXISTS (SELECT 1
                     FROM objections AS o
                    WHERE o.customer_id = c.customer_id
                      AND (o.channel = c.channel
                           OR (o.channel = 0 AND o.lifted_channels & CAST(:channel_bit AS integer) = 0)))
 ORDER BY c.customer_id
 LIMIT CAST(:limit AS bigint);

-- name: count_customers
-- Active customers, and those of them who can be addressed as in list_addressable; for any purpose
-- when it is empty. Reads all subjects.
SELECT count(*),
       count(*) FILTER (WHERE EXISTS (
         SELECT 1
           FROM consents AS c
          WHERE c.customer_id = s.customer_id
            AND c.channel = CAST(:channel AS smallint)
            AND (CAST(:purpose_id AS text) = '' OR c.purpose_id = CAST(:purpose_id AS text))
            AND c.confirm_time IS NOT NULL
            AND (c.withdraw_time IS NULL OR c.withdraw_time <= c.confirm_time)
            AND (s.contract_active
                 OR greatest(c.confirm_time, c.last_use_time) >= CAST(:stale_before AS timestamptz))
            AND NOT EXISTS (
              SELECT 1
                FROM objections AS o
               WHERE o.customer_id = c.customer_id
                 AND (o.channel = c.channel
                      OR (o.channel = 0 AND o.lifted_channels & CAST(:channel_bit AS integer) = 0)))))
  FROM subjects AS s
 WHERE s.relation <= 1;

-- name: count_opt_ins
-- Requests that were mailed, those confirmed, and the median of microseconds between; for any purpose
-- when it is empty. Reads all requests, or those of the purpose by opt_ins_by_purpose.
SELECT count(*),
       count(confirm_time),
       CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(EPOCH FROM confirm_time - request_time)) * 1000000
            AS bigint)
  FROM opt_ins
 WHERE mailed
   AND channel = CAST(:channel AS smallint)
   AND (CAST(:purpose_id AS text) = '' OR purpose_id = CAST(:purpose_id AS text));

-- name: store_subjects
-- Stores what customer-profile said; returns whom it said something new of.
INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, read_time)
SELECT s.customer_id, s.bucket, s.recipient, s.relation, s.contract_active, now()
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:buckets AS smallint[]), CAST(:recipients AS smallint[]),
              CAST(:relations AS smallint[]), CAST(:contracts AS boolean[]))
    AS s (customer_id, bucket, recipient, relation, contract_active)
    ON CONFLICT (customer_id) DO UPDATE
   SET recipient       = excluded.recipient,
       relation        = excluded.relation,
       contract_active = excluded.contract_active,
       read_time       = excluded.read_time
 WHERE (subjects.recipient, subjects.relation, subjects.contract_active)
       IS DISTINCT FROM (excluded.recipient, excluded.relation, excluded.contract_active)
RETURNING customer_id;

-- name: add_subjects
-- The same for customers that are not here yet. Needs no version: nobody remembers what was read of a
-- customer who was not here.
INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, read_time)
SELECT s.customer_id, s.bucket, s.recipient, s.relation, s.contract_active, now()
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:buckets AS smallint[]), CAST(:recipients AS smallint[]),
              CAST(:relations AS smallint[]), CAST(:contracts AS boolean[]))
    AS s (customer_id, bucket, recipient, relation, contract_active)
    ON CONFLICT (customer_id) DO NOTHING;

-- name: remove_subjects
-- Forgets customers that customer-profile does not know; returns those that were here. Carried by the
-- primary key.
DELETE FROM subjects
 WHERE customer_id IN (SELECT unnest(CAST(:customer_ids AS text[])))
RETURNING customer_id;

-- name: list_missing_subjects
-- Those of some customers that are not here. Carried by the primary key.
SELECT q.customer_id
  FROM unnest(CAST(:customer_ids AS text[])) AS q (customer_id)
  LEFT JOIN subjects AS s ON s.customer_id = q.customer_id
 WHERE s.customer_id IS NULL;

-- name: list_subjects
-- The next 1,000 customers that are here, by id. Carried by the primary key.
SELECT customer_id
  FROM subjects
 WHERE customer_id > :after
 ORDER BY customer_id
 LIMIT 1000;

-- name: get_feed_cursor
-- How far the changes of customer-profile were read.
SELECT cursor
  FROM feed
 WHERE id = 1;

-- name: set_feed_cursor
-- Notes how far they were read.
UPDATE feed
   SET cursor = :cursor
 WHERE id = 1;
