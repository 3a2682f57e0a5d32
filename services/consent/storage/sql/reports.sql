-- Reads for reports: of some customers at a time, or set-based.

-- name: list_standings
-- How some customers stand: whether they are active, and the consent that counts, see addressable_consents;
-- the campaign it came by; requests mailed, and the days to each confirmation. Carried by the primary keys.
SELECT s.customer_id, s.relation <= 1, s.recipient, a.confirm_time IS NOT NULL, coalesce(o.campaign, ''), r.requests,
       r.confirm_days
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
  JOIN subjects AS s ON s.customer_id = k.customer_id
  LEFT JOIN LATERAL (
    SELECT c.purpose_id, c.confirm_time
      FROM addressable_consents(CAST(:channel AS smallint), CAST(:countries AS text[]), CAST(:elsewhere AS boolean),
                                CAST(:stale_before AS timestamptz), '') AS c
     WHERE c.customer_id = s.customer_id
       AND (CAST(:purpose_id AS text) = '' OR c.purpose_id = CAST(:purpose_id AS text))
     ORDER BY c.confirm_time DESC
     LIMIT 1
  ) AS a ON TRUE
  LEFT JOIN LATERAL (
    SELECT q.campaign
      FROM opt_ins AS q
     WHERE q.customer_id = s.customer_id
       AND q.channel = CAST(:channel AS smallint)
       AND q.purpose_id = a.purpose_id
       AND q.confirm_time = a.confirm_time
     LIMIT 1
  ) AS o ON TRUE
 CROSS JOIN LATERAL (
    SELECT count(*) AS requests,
           coalesce(array_agg(CAST(extract(EPOCH FROM q.confirm_time - q.request_time) / 86400 AS double precision))
                      FILTER (WHERE q.confirm_time IS NOT NULL), '{}') AS confirm_days
      FROM opt_ins AS q
     WHERE q.customer_id = s.customer_id
       AND q.mailed
       AND q.channel = CAST(:channel AS smallint)
       AND (CAST(:purpose_id AS text) = '' OR q.purpose_id = CAST(:purpose_id AS text))
  ) AS r;

-- name: list_report_records
-- What decides about a marketing contact with some customers, as load_contact reads it for one, but for templates
-- and frequency. Carried by the primary keys.
SELECT s.customer_id, s.recipient, s.relation, s.contract_active, s.country,
       c.request_time, c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time,
       o.object_time,
       CASE WHEN a.lifted_channels & CAST(:channel_bit AS integer) = 0 THEN a.object_time END,
       coalesce(g.existing_customer, FALSE), coalesce(g.goods_similar, FALSE), coalesce(g.notice_complete, FALSE),
       coalesce(g.number_verified, FALSE), coalesce(g.presumed_reason, FALSE),
       CASE WHEN g.listed_time >= g.checked_time THEN NULL ELSE g.checked_time END,
       g.offline_time
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
  JOIN subjects AS s ON s.customer_id = k.customer_id
  JOIN purposes AS p ON p.purpose_id = :purpose_id
  LEFT JOIN consents AS c ON c.customer_id = s.customer_id
                         AND c.channel = CAST(:channel AS smallint)
                         AND c.purpose_id = :purpose_id
  LEFT JOIN objections AS o ON o.customer_id = s.customer_id AND o.channel = CAST(:channel AS smallint)
  LEFT JOIN objections AS a ON a.customer_id = s.customer_id AND a.channel = 0
  LEFT JOIN LATERAL (
    SELECT bool_or(r.kind = 20) AS existing_customer,
           bool_or(r.kind = 20 AND r.goods_category = nullif(p.goods_category, '')) AS goods_similar,
           bool_or(r.complete AND (r.kind = 22 OR (r.kind = 20 AND r.goods_category = nullif(p.goods_category, ''))))
             AS notice_complete,
           bool_or(r.kind = 23) AS number_verified,
           bool_or(r.kind = 21) AS presumed_reason,
           max(r.record_time) FILTER (WHERE r.kind = 24 AND r.complete) AS checked_time,
           max(r.record_time) FILTER (WHERE r.kind = 24 AND NOT r.complete) AS listed_time,
           max(r.record_time) FILTER (WHERE r.kind = 25) AS offline_time
      FROM grounds AS r
     WHERE r.customer_id = s.customer_id
       AND r.channel = CAST(:channel AS smallint)
       AND r.purpose_id IN ('', :purpose_id)
       AND r.end_time IS NULL
  ) AS g ON TRUE
 WHERE s.country IS NOT NULL;

-- name: count_opt_ins_by_campaign
-- As count_opt_ins, by campaign.
SELECT campaign,
       count(*),
       count(confirm_time),
       CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(EPOCH FROM confirm_time - request_time)) * 1000000
            AS bigint)
  FROM opt_ins
 WHERE mailed
   AND channel = CAST(:channel AS smallint)
   AND (CAST(:purpose_id AS text) = '' OR purpose_id = CAST(:purpose_id AS text))
 GROUP BY campaign
 ORDER BY campaign;

-- name: list_ever_known
-- The next 1,000 customers of whom anything was ever known, by id. Carried by the primary key.
SELECT DISTINCT customer_id
  FROM subject_versions
 WHERE customer_id > :after
 ORDER BY customer_id
 LIMIT 1000;

-- name: list_past_subjects
-- How some customers stood from when on, oldest first. Carried by the primary key.
SELECT customer_id, read_time, coalesce(relation <= 1, FALSE), coalesce(contract_active, FALSE), coalesce(country, '')
  FROM subject_versions
 WHERE customer_id = ANY (CAST(:customer_ids AS text[]))
 ORDER BY customer_id, read_time;

-- name: list_pasts
-- What happened to some customers on one channel or on all, oldest first; of messages that went out, the last of
-- each month, as uses of the consent. Carried by events_by_subject and the primary keys.
SELECT p.customer_id, e.kind, e.event_time, e.channel, e.purpose_id, e.log_index, i.confirm_time
  FROM pseudonyms AS p
  JOIN events AS e ON e.subject = p.subject
  LEFT JOIN consent_imports AS i ON e.kind = 50 AND i.log_index = e.log_index
 WHERE p.customer_id = ANY (CAST(:customer_ids AS text[]))
   AND e.channel IN (0, CAST(:channel AS smallint))
 UNION ALL
SELECT k.customer_id, 26, max(k.commit_time), k.channel, k.purpose_id, 0, NULL
  FROM contact_slots AS k
 WHERE k.customer_id = ANY (CAST(:customer_ids AS text[]))
   AND k.channel = CAST(:channel AS smallint)
   AND k.commit_time IS NOT NULL
 GROUP BY k.customer_id, k.channel, k.purpose_id, date_trunc('month', k.commit_time AT TIME ZONE 'UTC')
 ORDER BY 1, 3, 6;

-- name: count_refusals_by_month
-- Withdrawals and objections by month (UTC), from one on. Carried by events_by_time.
SELECT to_char(event_time AT TIME ZONE 'UTC', 'YYYY-MM'), count(*) FILTER (WHERE kind = 4),
       count(*) FILTER (WHERE kind = 5)
  FROM events
 WHERE event_time >= CAST(:from AS timestamptz)
   AND kind IN (4, 5)
 GROUP BY 1
 ORDER BY 1;

-- name: count_refusals_by_campaign
-- Requests confirmed and consents withdrawn from a moment on, by the campaign that they came by. Carried by
-- events_by_time and the primary key of opt_ins.
SELECT f.campaign, CAST(sum(f.confirmed) AS bigint), CAST(sum(f.withdrawn) AS bigint)
  FROM (SELECT campaign, count(*) AS confirmed, 0 AS withdrawn
          FROM opt_ins
         WHERE confirm_time >= CAST(:from AS timestamptz)
         GROUP BY campaign
         UNION ALL
        SELECT coalesce(o.campaign, ''), 0, count(*)
          FROM events AS e
          JOIN pseudonyms AS p ON p.subject = e.subject
          LEFT JOIN LATERAL (
            SELECT q.campaign
              FROM opt_ins AS q
             WHERE q.customer_id = p.customer_id
               AND q.channel = e.channel
               AND q.purpose_id = e.purpose_id
               AND q.confirm_time <= e.event_time
             ORDER BY q.confirm_time DESC
             LIMIT 1
          ) AS o ON TRUE
         WHERE e.kind = 4
           AND e.event_time >= CAST(:from AS timestamptz)
         GROUP BY 1) AS f
 GROUP BY f.campaign
 ORDER BY f.campaign;

-- name: list_printed_campaigns
-- Campaigns of which cards were printed, with how many and how many people confirmed. Carried by
-- opt_ins_by_campaign.
SELECT c.capture_channel, n.printed,
       (SELECT count(DISTINCT o.customer_id)
          FROM opt_ins AS o
         WHERE o.campaign = c.campaign_id
           AND o.campaign <> ''
           AND o.confirm_time IS NOT NULL)
  FROM campaigns AS c
  JOIN (SELECT campaign_id, CAST(sum(count) AS bigint) AS printed
          FROM campaign_counts
         WHERE stage = 1
         GROUP BY campaign_id) AS n ON n.campaign_id = c.campaign_id
 ORDER BY c.campaign_id;
