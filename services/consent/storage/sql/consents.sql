-- Where consents and objections stand. Channels are numbered from 1; 0 is all of them.

-- name: find_consent
-- One consent. Carried by the primary key.
SELECT c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time, c.expire_time,
       c.confirm_time, c.withdraw_time, c.last_use_time, coalesce(s.contract_active, FALSE)
  FROM consents AS c
  LEFT JOIN subjects AS s ON s.customer_id = c.customer_id
 WHERE c.customer_id = :customer_id
   AND c.channel = CAST(:channel AS smallint)
   AND c.purpose_id = :purpose_id;

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

-- name: store_request
-- Notes a request; address and wording stay those of a confirmation, if there was one.
INSERT INTO consents (customer_id, channel, purpose_id, consent_id, bucket, address, wording, request_time,
                      expire_time)
VALUES (:customer_id, CAST(:channel AS smallint), :purpose_id, CAST(:consent_id AS uuid),
        CAST(:bucket AS smallint), :address, CAST(:wording AS integer), CAST(:request_time AS timestamptz),
        CAST(:expire_time AS timestamptz))
    ON CONFLICT (customer_id, channel, purpose_id) DO UPDATE
   SET address      = CASE WHEN consents.confirm_time IS NULL THEN excluded.address ELSE consents.address END,
       wording      = CASE WHEN consents.confirm_time IS NULL THEN excluded.wording ELSE consents.wording END,
       request_time = excluded.request_time,
       expire_time  = excluded.expire_time
RETURNING consent_id, customer_id, channel, purpose_id, address, wording, request_time, expire_time,
          confirm_time, withdraw_time, last_use_time, FALSE;

-- name: add_opt_in
-- Notes one purpose of a request.
INSERT INTO opt_ins (customer_id, opt_in_id, purpose_id, channel, address, wording, mailed, request_time,
                     expire_time)
VALUES (:customer_id, CAST(:opt_in_id AS uuid), :purpose_id, CAST(:channel AS smallint), :address,
        CAST(:wording AS integer), CAST(:mailed AS boolean), CAST(:request_time AS timestamptz),
        CAST(:expire_time AS timestamptz));

-- name: confirm_opt_ins
-- Confirms what of a request is open. Carried by the primary key.
UPDATE opt_ins AS o
   SET confirm_time = CAST(:now AS timestamptz)
  FROM wordings AS w
 WHERE o.customer_id = :customer_id
   AND o.opt_in_id = CAST(:opt_in_id AS uuid)
   AND o.confirm_time IS NULL
   AND o.expire_time > CAST(:now AS timestamptz)
   AND w.purpose_id = o.purpose_id
   AND w.version = o.wording
RETURNING o.opt_in_id, o.customer_id, o.channel, o.purpose_id, o.address, o.wording, w.text_hash,
          o.request_time, o.expire_time, o.mailed;

-- name: list_opt_ins
-- The purposes of a request. Carried by the primary key.
SELECT o.opt_in_id, o.customer_id, o.channel, o.purpose_id, o.address, o.wording, w.text_hash, o.request_time,
       o.expire_time, o.mailed
  FROM opt_ins AS o
  JOIN wordings AS w ON w.purpose_id = o.purpose_id AND w.version = o.wording
 WHERE o.customer_id = :customer_id
   AND o.opt_in_id = CAST(:opt_in_id AS uuid)
 ORDER BY o.purpose_id;

-- name: store_confirmed
-- Notes a confirmation with the address and wording that were confirmed. Carried by the primary key.
UPDATE consents AS c
   SET confirm_time = CAST(:now AS timestamptz),
       address      = :address,
       wording      = CAST(:wording AS integer)
 WHERE c.customer_id = :customer_id
   AND c.channel = CAST(:channel AS smallint)
   AND c.purpose_id = :purpose_id
RETURNING c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time,
          c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time, FALSE;

-- name: store_withdrawal
-- Notes a withdrawal. Carried by the primary key.
UPDATE consents AS c
   SET withdraw_time = CAST(:now AS timestamptz)
 WHERE c.customer_id = :customer_id
   AND c.channel = CAST(:channel AS smallint)
   AND c.purpose_id = :purpose_id
RETURNING c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time,
          c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time, FALSE;

-- name: withdraw_older
-- Withdraws, as of a moment, what was confirmed on a channel before it. Carried by the primary key.
UPDATE consents AS c
   SET withdraw_time = CAST(:before AS timestamptz)
 WHERE c.customer_id = :customer_id
   AND c.channel = CAST(:channel AS smallint)
   AND c.confirm_time < CAST(:before AS timestamptz)
   AND (c.withdraw_time IS NULL OR c.withdraw_time <= c.confirm_time)
RETURNING c.consent_id, c.customer_id, c.channel, c.purpose_id, c.address, c.wording, c.request_time,
          c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time, FALSE;

-- name: end_opt_ins
-- Ends open requests: of one purpose or, when it is empty, of all; channel 0 is all. Carried by the
-- primary key.
UPDATE opt_ins
   SET expire_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND (CAST(:channel AS smallint) = 0 OR channel = CAST(:channel AS smallint))
   AND (CAST(:purpose_id AS text) = '' OR purpose_id = CAST(:purpose_id AS text))
   AND confirm_time IS NULL
   AND expire_time > CAST(:now AS timestamptz);

-- name: end_requests
-- The same in the consents. Carried by the primary key.
UPDATE consents
   SET expire_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND (CAST(:channel AS smallint) = 0 OR channel = CAST(:channel AS smallint))
   AND (CAST(:purpose_id AS text) = '' OR purpose_id = CAST(:purpose_id AS text))
   AND expire_time > CAST(:now AS timestamptz);

-- name: store_objection
-- Notes an objection; a newer one holds for all its channels again.
INSERT INTO objections (customer_id, channel, object_time, lifted_channels)
VALUES (:customer_id, CAST(:channel AS smallint), CAST(:now AS timestamptz), 0)
    ON CONFLICT (customer_id, channel) DO UPDATE
   SET object_time     = excluded.object_time,
       lifted_channels = 0;

-- name: remove_objection
-- Forgets an objection. Carried by the primary key.
DELETE FROM objections
 WHERE customer_id = :customer_id
   AND channel = CAST(:channel AS smallint);

-- name: find_objections
-- When a customer objected to a channel or to all of them, where that still stands. Carried by the
-- primary key.
SELECT max(object_time)
  FROM objections
 WHERE customer_id = :customer_id
   AND (channel = CAST(:channel AS smallint)
        OR (channel = 0 AND lifted_channels & CAST(:channel_bit AS integer) = 0));

-- name: lift_for_channel
-- Takes one channel out of an objection to all. Carried by the primary key.
UPDATE objections
   SET lifted_channels = lifted_channels | CAST(:channel_bit AS integer)
 WHERE customer_id = :customer_id
   AND channel = 0;
