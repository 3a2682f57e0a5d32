-- Reads for decisions and reports.

-- name: load_contact
-- All that is recorded about one contact, at one moment, grounds and frequency as of :at, but for one message's own
-- place; one row. Who confirmed one address and then asked
-- for another has both: the address is that of the newer request. A subject without its country counts as not
-- known: it was read by a version of the service that did not ask for it. Carried by primary keys.
SELECT s.country IS NOT NULL, s.recipient, s.relation, s.contract_active, s.country,
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
       h.size, h.state_version, pg_postmaster_start_time(),
       coalesce(g.existing_customer, FALSE), coalesce(g.goods_similar, FALSE), coalesce(g.notice_complete, FALSE),
       coalesce(g.number_verified, FALSE), coalesce(g.presumed_reason, FALSE),
       CASE WHEN g.listed_time >= g.checked_time THEN NULL ELSE g.checked_time END,
       g.offline_time,
       CASE WHEN g.offline_time IS NULL THEN ''
            ELSE (SELECT d.address_digest
                    FROM grounds AS d
                   WHERE d.customer_id = :customer_id
                     AND d.kind = 25
                     AND d.channel = CAST(:channel AS smallint)
                     AND d.purpose_id = :purpose_id
                     AND d.record_time = g.offline_time
                   LIMIT 1) END,
       f.version, f.in_day, f.in_week, f.in_month, f.in_year, f.min_gap_us, f.quiet_start, f.quiet_end, f.time_zone,
       (SELECT u.until_time
          FROM contact_pauses AS u
         WHERE u.customer_id = :customer_id
           AND u.record_time <= CAST(:at AS timestamptz)
         ORDER BY u.record_time DESC
         LIMIT 1),
       coalesce(k.contacts, ''),
       (SELECT CAST(d.oid AS bigint) FROM pg_database AS d WHERE d.datname = current_database()),
       coalesce(w.contacts, 0), coalesce(w.days, 0)
  FROM log_head AS h
  LEFT JOIN subjects AS s ON s.customer_id = :customer_id
  LEFT JOIN consents AS c ON c.customer_id = :customer_id
                         AND c.channel = CAST(:channel AS smallint)
                         AND c.purpose_id = :purpose_id
  LEFT JOIN objections AS o ON o.customer_id = :customer_id AND o.channel = CAST(:channel AS smallint)
  LEFT JOIN objections AS a ON a.customer_id = :customer_id AND a.channel = 0
  LEFT JOIN purposes AS p ON p.purpose_id = :purpose_id
  LEFT JOIN templates AS t ON t.template_id = :template_id
  -- The kinds are those of EventKind. What is asked of a ground stands at GroundFacts.
  LEFT JOIN LATERAL (
    SELECT bool_or(r.kind = 20) AS existing_customer,
           bool_or(r.kind = 20 AND r.goods_category = m.goods_category) AS goods_similar,
           bool_or(r.complete AND (r.kind = 22 OR (r.kind = 20 AND r.goods_category = m.goods_category)))
             AS notice_complete,
           bool_or(r.kind = 23) AS number_verified,
           bool_or(r.kind = 21) AS presumed_reason,
           max(r.record_time) FILTER (WHERE r.kind = 24 AND r.complete) AS checked_time,
           max(r.record_time) FILTER (WHERE r.kind = 24 AND NOT r.complete) AS listed_time,
           max(r.record_time) FILTER (WHERE r.kind = 25) AS offline_time
      FROM grounds AS r,
           (SELECT coalesce(nullif(coalesce(CAST(:template_category AS text), t.goods_category), ''),
                            p.goods_category) AS goods_category) AS m
     WHERE r.customer_id = :customer_id
       AND r.channel = CAST(:channel AS smallint)
       AND r.purpose_id IN ('', :purpose_id)
       AND r.record_time <= CAST(:at AS timestamptz)
       AND (r.end_time IS NULL OR r.end_time > CAST(:at AS timestamptz))
  ) AS g ON TRUE
  LEFT JOIN LATERAL (
    SELECT version, in_day, in_week, in_month, in_year, min_gap_us, quiet_start, quiet_end, time_zone
      FROM frequency_policies
     WHERE create_time <= CAST(:at AS timestamptz)
     ORDER BY version DESC
     LIMIT 1
  ) AS f ON TRUE
  LEFT JOIN LATERAL (
    SELECT v.contacts, v.days
      FROM own_limits AS v
     WHERE v.customer_id = :customer_id
       AND v.record_time <= CAST(:at AS timestamptz)
     ORDER BY v.record_time DESC
     LIMIT 1
  ) AS w ON TRUE
  -- Newest first, each as microseconds of its time and of the end of its reservation, 0 once it went out.
  LEFT JOIN LATERAL (
    SELECT string_agg(l.times, ' ' ORDER BY l.reserve_time DESC) AS contacts
      FROM (SELECT reserve_time,
                   CAST(extract(EPOCH FROM reserve_time) * 1000000 AS bigint) || ' '
                   || CASE WHEN state = 2 THEN 0 ELSE CAST(extract(EPOCH FROM expire_time) * 1000000 AS bigint) END
                     AS times
              FROM contact_slots
             WHERE (f.version IS NOT NULL OR w.contacts > 0)
               AND customer_id = :customer_id
               AND counts
               AND message_id <> CAST(:but_message AS text)
               AND reserve_time <= CAST(:at AS timestamptz)
               AND (state <> 3 OR release_time > CAST(:at AS timestamptz))
             ORDER BY reserve_time DESC
             LIMIT 500) AS l
  ) AS k ON TRUE
 WHERE h.id = 1;

-- name: list_addressable
-- Whom a consent for a purpose lets us address, see addressable_consents, by id. Carried by the primary keys.
SELECT customer_id
  FROM addressable_consents(CAST(:channel AS smallint), CAST(:countries AS text[]), CAST(:elsewhere AS boolean),
                            CAST(:stale_before AS timestamptz), CAST(:after AS text))
 WHERE purpose_id = :purpose_id
 ORDER BY customer_id
 LIMIT CAST(:limit AS bigint);

-- name: count_customers
-- Active customers, and those of them whom a consent lets us address, see addressable_consents; for any purpose
-- when it is empty. Reads all subjects and consents.
SELECT count(*),
       count(*) FILTER (WHERE customer_id IN (
         SELECT c.customer_id
           FROM addressable_consents(CAST(:channel AS smallint), CAST(:countries AS text[]),
                                     CAST(:elsewhere AS boolean), CAST(:stale_before AS timestamptz), '') AS c
          WHERE CAST(:purpose_id AS text) = '' OR c.purpose_id = CAST(:purpose_id AS text)))
  FROM subjects
 WHERE relation <= 1;

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
INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, country, read_time)
SELECT s.customer_id, s.bucket, s.recipient, s.relation, s.contract_active, s.country, now()
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:buckets AS smallint[]), CAST(:recipients AS smallint[]),
              CAST(:relations AS smallint[]), CAST(:contracts AS boolean[]), CAST(:countries AS text[]))
    AS s (customer_id, bucket, recipient, relation, contract_active, country)
    ON CONFLICT (customer_id) DO UPDATE
   SET recipient       = excluded.recipient,
       relation        = excluded.relation,
       contract_active = excluded.contract_active,
       country         = excluded.country,
       read_time       = excluded.read_time
 WHERE (subjects.recipient, subjects.relation, subjects.contract_active, subjects.country)
       IS DISTINCT FROM (excluded.recipient, excluded.relation, excluded.contract_active, excluded.country)
RETURNING customer_id;

-- name: add_subjects
-- The same for customers that are not here yet, or without their country; returns them. Needs no version: nobody remembers
-- what was read of such a customer.
INSERT INTO subjects (customer_id, bucket, recipient, relation, contract_active, country, read_time)
SELECT s.customer_id, s.bucket, s.recipient, s.relation, s.contract_active, s.country, now()
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:buckets AS smallint[]), CAST(:recipients AS smallint[]),
              CAST(:relations AS smallint[]), CAST(:contracts AS boolean[]), CAST(:countries AS text[]))
    AS s (customer_id, bucket, recipient, relation, contract_active, country)
    ON CONFLICT (customer_id) DO UPDATE
   SET recipient       = excluded.recipient,
       relation        = excluded.relation,
       contract_active = excluded.contract_active,
       country         = excluded.country,
       read_time       = excluded.read_time
 WHERE subjects.country IS NULL
RETURNING customer_id;

-- name: remove_subjects
-- Forgets customers that customer-profile does not know; returns those that were here. Carried by the
-- primary key.
DELETE FROM subjects
 WHERE customer_id IN (SELECT unnest(CAST(:customer_ids AS text[])))
RETURNING customer_id;

-- name: list_missing_subjects
-- Those of some customers that are not here, or without their country. Carried by the primary key.
SELECT q.customer_id
  FROM unnest(CAST(:customer_ids AS text[])) AS q (customer_id)
  LEFT JOIN subjects AS s ON s.customer_id = q.customer_id
 WHERE s.country IS NULL;

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
