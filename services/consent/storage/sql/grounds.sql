-- What a contact may rest on besides a confirmed consent. load_contact in contacts.sql reads it for decisions.

-- name: add_ground
-- Adds a ground.
INSERT INTO grounds (customer_id, ground_id, kind, channel, purpose_id, goods_category, complete, address_digest,
                     record_time, campaign)
VALUES (:customer_id, CAST(:ground_id AS uuid), CAST(:kind AS smallint), CAST(:channel AS smallint), :purpose_id,
        :goods_category, CAST(:complete AS boolean), CAST(:address_digest AS bytea),
        CAST(:record_time AS timestamptz), :campaign);

-- name: end_ground
-- Ends a ground that still holds; no row otherwise. Carried by the primary key.
UPDATE grounds
   SET end_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND ground_id = CAST(:ground_id AS uuid)
   AND end_time IS NULL
RETURNING ground_id, customer_id, kind, channel, purpose_id, goods_category, complete, record_time, end_time;

-- name: list_grounds
-- A customer's newest 1,000 grounds, newest first. Carried by the primary key.
SELECT ground_id, customer_id, kind, channel, purpose_id, goods_category, complete, record_time, end_time
  FROM grounds
 WHERE customer_id = :customer_id
 ORDER BY record_time DESC, ground_id
 LIMIT 1000;

-- name: add_unconfirmed
-- Notes that there is something to confirm or to withdraw, where nothing was yet.
INSERT INTO consents (customer_id, channel, purpose_id, consent_id, bucket, address, wording)
VALUES (:customer_id, CAST(:channel AS smallint), :purpose_id, CAST(:consent_id AS uuid), CAST(:bucket AS smallint),
        :address, CAST(:wording AS integer))
    ON CONFLICT (customer_id, channel, purpose_id) DO NOTHING;

-- name: find_wording_hash
-- The hash of one wording. Carried by the primary key.
SELECT text_hash
  FROM wordings
 WHERE purpose_id = :purpose_id
   AND version = CAST(:version AS integer);

-- name: note_use
-- Notes the use of a consent that is confirmed and not withdrawn; no row otherwise. Carried by the primary key.
UPDATE consents
   SET last_use_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND channel = CAST(:channel AS smallint)
   AND purpose_id = :purpose_id
   AND confirm_time IS NOT NULL
   AND (withdraw_time IS NULL OR withdraw_time <= confirm_time)
RETURNING last_use_time;
