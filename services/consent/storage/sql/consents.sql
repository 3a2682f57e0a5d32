-- Where consents and objections stand. Channels are numbered from 1; 0 is all of them.

-- name: get_consent
-- One consent by its id. Carried by consents_by_id.
SELECT c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time, c.expire_time,
       c.confirm_time, c.withdraw_time, c.last_use_time, coalesce(s.contract_active, FALSE)
  FROM consents AS c
  LEFT JOIN subjects AS s ON s.customer_id = c.customer_id
 WHERE c.customer_id = :customer_id
   AND c.consent_id = CAST(:consent_id AS uuid);

-- name: list_consents
-- A customer's consents by channel and purpose. Carried by the primary key.
SELECT c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time, c.expire_time,
       c.confirm_time, c.withdraw_time, c.last_use_time, coalesce(s.contract_active, FALSE)
  FROM consents AS c
  LEFT JOIN subjects AS s ON s.customer_id = c.customer_id
 WHERE c.customer_id = :customer_id
 ORDER BY c.channel, c.purpose_id;

-- name: list_opt_ins
-- The purposes of a request. Carried by the primary key.
SELECT o.opt_in_id, o.customer_id, o.channel, o.purpose_id, o.address, o.wording, w.text_hash, o.request_time,
       o.expire_time, o.mailed
  FROM opt_ins AS o
  JOIN wordings AS w ON w.purpose_id = o.purpose_id AND w.version = o.wording
 WHERE o.customer_id = :customer_id
   AND o.opt_in_id = CAST(:opt_in_id AS uuid)
 ORDER BY o.purpose_id;

-- name: load_consents
-- All consents of customers. Carried by the primary key: OFFSET 0 takes it for each, also while the planner still
-- believes the table small.
SELECT c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time, c.expire_time,
       c.confirm_time, c.withdraw_time, c.last_use_time, FALSE
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
 CROSS JOIN LATERAL (SELECT consent_id, customer_id, channel, purpose_id, address, wording, request_time,
                            expire_time, confirm_time, withdraw_time, last_use_time
                       FROM consents
                      WHERE customer_id = k.customer_id
                     OFFSET 0) AS c;

-- name: load_opt_ins
-- The open requests of customers. Carried by the primary key, as load_consents.
SELECT o.opt_in_id, o.customer_id, o.channel, o.purpose_id, o.address, o.wording, w.text_hash, o.request_time,
       o.expire_time, o.mailed
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
 CROSS JOIN LATERAL (SELECT opt_in_id, customer_id, channel, purpose_id, address, wording, request_time,
                            expire_time, mailed
                       FROM opt_ins
                      WHERE customer_id = k.customer_id
                        AND confirm_time IS NULL
                        AND expire_time > CAST(:now AS timestamptz)
                     OFFSET 0) AS o
  JOIN wordings AS w ON w.purpose_id = o.purpose_id AND w.version = o.wording
 ORDER BY o.opt_in_id, o.purpose_id;

-- name: list_requested
-- The purposes of a request by id, with what the person sees. Carried by the primary key.
SELECT o.purpose_id, p.display_name, o.wording, w.language, w.text, o.address, o.expire_time, o.campaign
  FROM opt_ins AS o
  JOIN wordings AS w ON w.purpose_id = o.purpose_id AND w.version = o.wording
  JOIN purposes AS p ON p.purpose_id = o.purpose_id
 WHERE o.customer_id = :customer_id
   AND o.opt_in_id = CAST(:opt_in_id AS uuid)
 ORDER BY o.purpose_id;

-- name: load_objections
-- The objections of customers. Carried by the primary key, as load_consents.
SELECT o.customer_id, o.channel, o.object_time, o.lifted_channels
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
 CROSS JOIN LATERAL (SELECT customer_id, channel, object_time, lifted_channels
                       FROM objections
                      WHERE customer_id = k.customer_id
                     OFFSET 0) AS o;

-- name: store_consents
-- Stores consents as they are now. Their last use is noted elsewhere.
INSERT INTO consents (customer_id, channel, purpose_id, consent_id, bucket, address, wording, request_time,
                      expire_time, confirm_time, withdraw_time)
SELECT c.customer_id, c.channel, c.purpose_id, c.consent_id, c.bucket, c.address, c.wording, c.request_time,
       c.expire_time, c.confirm_time, c.withdraw_time
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]),
              CAST(:consent_ids AS uuid[]), CAST(:buckets AS smallint[]), CAST(:addresses AS text[]),
              CAST(:wordings AS integer[]), CAST(:request_times AS timestamptz[]),
              CAST(:expire_times AS timestamptz[]), CAST(:confirm_times AS timestamptz[]),
              CAST(:withdraw_times AS timestamptz[]))
    AS c (customer_id, channel, purpose_id, consent_id, bucket, address, wording, request_time, expire_time,
          confirm_time, withdraw_time)
    ON CONFLICT (customer_id, channel, purpose_id) DO UPDATE
   SET address       = excluded.address,
       wording       = excluded.wording,
       request_time  = excluded.request_time,
       expire_time   = excluded.expire_time,
       confirm_time  = excluded.confirm_time,
       withdraw_time = excluded.withdraw_time;

-- name: store_opt_ins
-- Adds requests, or notes of known ones when they were confirmed or ended; their campaign stays.
INSERT INTO opt_ins (customer_id, opt_in_id, purpose_id, channel, address, wording, mailed, request_time,
                     expire_time, confirm_time, campaign)
SELECT o.customer_id, o.opt_in_id, o.purpose_id, o.channel, o.address, o.wording, o.mailed, o.request_time,
       o.expire_time, o.confirm_time, o.campaign
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:opt_in_ids AS uuid[]), CAST(:purpose_ids AS text[]),
              CAST(:channels AS smallint[]), CAST(:addresses AS text[]), CAST(:wordings AS integer[]),
              CAST(:mailed AS boolean[]), CAST(:request_times AS timestamptz[]),
              CAST(:expire_times AS timestamptz[]), CAST(:confirm_times AS timestamptz[]),
              CAST(:campaigns AS text[]))
    AS o (customer_id, opt_in_id, purpose_id, channel, address, wording, mailed, request_time, expire_time,
          confirm_time, campaign)
    ON CONFLICT (customer_id, opt_in_id, purpose_id) DO UPDATE
   SET expire_time  = excluded.expire_time,
       confirm_time = excluded.confirm_time;

-- name: store_objections
-- Stores objections as they are now.
INSERT INTO objections (customer_id, channel, object_time, lifted_channels)
SELECT o.customer_id, o.channel, o.object_time, o.lifted_channels
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]),
              CAST(:object_times AS timestamptz[]), CAST(:lifted_channels AS integer[]))
    AS o (customer_id, channel, object_time, lifted_channels)
    ON CONFLICT (customer_id, channel) DO UPDATE
   SET object_time     = excluded.object_time,
       lifted_channels = excluded.lifted_channels;

-- name: remove_objections
-- Forgets objections. Carried by the primary key.
DELETE FROM objections AS o
 USING unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[])) AS gone (customer_id, channel)
 WHERE o.customer_id = gone.customer_id
   AND o.channel = gone.channel;
