-- The log of events. Rows are added; nothing here changes or removes one.

-- name: lock_log_head
-- The size of the log, the time of its last event and whether all of it is noted in state_changes; held
-- until the transaction ends, so that all writes come one after the other and the index has no gap.
SELECT size, last_time, size = noted_size
  FROM log_head
 WHERE id = 1
   FOR UPDATE;

-- name: move_log_head
-- Notes the new size and time of the locked head, and as the next version whose state changed; an empty
-- customer is everybody.
WITH head AS (
  UPDATE log_head
     SET size          = CAST(:size AS bigint),
         noted_size    = CAST(:size AS bigint),
         last_time     = CAST(:last_time AS timestamptz),
         state_version = state_version + 1
   WHERE id = 1
  RETURNING state_version
)
INSERT INTO state_changes (version, customer_id)
SELECT state_version, CAST(:customer_id AS text)
  FROM head;

-- name: find_pseudonym
-- Under which name the log knows a customer. Carried by the primary key.
SELECT subject
  FROM pseudonyms
 WHERE customer_id = :customer_id;

-- name: add_pseudonym
-- Gives a customer a name in the log.
INSERT INTO pseudonyms (customer_id, subject)
VALUES (:customer_id, CAST(:subject AS bytea));

-- name: list_chain_tips
-- The last leaf of each channel and purpose of a customer. Carried by the primary key.
SELECT channel, purpose_id, leaf_hash
  FROM chain_tips
 WHERE customer_id = :customer_id;

-- name: set_chain_tips
-- Moves tips of a customer to newer leaves.
INSERT INTO chain_tips (customer_id, channel, purpose_id, leaf_hash)
SELECT CAST(:customer_id AS text), t.channel, t.purpose_id, t.leaf_hash
  FROM unnest(CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]), CAST(:leaf_hashes AS bytea[]))
    AS t (channel, purpose_id, leaf_hash)
    ON CONFLICT (customer_id, channel, purpose_id) DO UPDATE
   SET leaf_hash = excluded.leaf_hash;

-- name: add_events
-- Adds events at their places.
INSERT INTO events (log_index, event_id, kind, event_time, subject, channel, purpose_id, wording, leaf, leaf_hash)
SELECT e.log_index, e.event_id, e.kind, CAST(:event_time AS timestamptz), CAST(:subject AS bytea), e.channel,
       e.purpose_id, e.wording, e.leaf, e.leaf_hash
  FROM unnest(CAST(:log_indexes AS bigint[]), CAST(:event_ids AS uuid[]), CAST(:kinds AS smallint[]),
              CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]), CAST(:wordings AS integer[]),
              CAST(:leaves AS bytea[]), CAST(:leaf_hashes AS bytea[]))
    AS e (log_index, event_id, kind, channel, purpose_id, wording, leaf, leaf_hash);

-- name: add_payloads
-- Adds what is personal about these events.
INSERT INTO event_payloads (customer_id, log_index, salt, payload)
SELECT CAST(:customer_id AS text), e.log_index, e.salt, e.payload
  FROM unnest(CAST(:log_indexes AS bigint[]), CAST(:salts AS bytea[]), CAST(:payloads AS bytea[]))
    AS e (log_index, salt, payload);

-- name: list_events
-- A customer's events after a place, oldest first. Carried by events_by_subject.
SELECT e.log_index, e.kind, e.event_time, e.channel, e.purpose_id, e.wording, e.leaf, e.leaf_hash
  FROM pseudonyms AS p
  JOIN events AS e ON e.subject = p.subject
 WHERE p.customer_id = :customer_id
   AND e.log_index > CAST(:after AS bigint)
 ORDER BY e.log_index
 LIMIT CAST(:limit AS bigint);
