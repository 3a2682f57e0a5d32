-- The log of events. Rows are added; nothing here changes or removes one.

-- name: lock_log_head
-- The size of the log, the time of its last event, whether all of it is noted in state_changes, and its tree
-- with the checkpoint; held until the transaction ends, so that all writes come one after the other and the
-- index has no gap.
SELECT size, last_time, size = noted_size, tree_size, edge, checkpoint
  FROM log_head
 WHERE id = 1
   FOR UPDATE;

-- name: move_log_head
-- Notes the new size, time and tree of the locked head, and as the next version whose state changed; an empty
-- customer is everybody.
WITH head AS (
  UPDATE log_head
     SET size          = CAST(:size AS bigint),
         noted_size    = CAST(:size AS bigint),
         tree_size     = CAST(:size AS bigint),
         edge          = CAST(:edge AS bytea),
         checkpoint    = :checkpoint,
         last_time     = CAST(:last_time AS timestamptz),
         state_version = state_version + 1
   WHERE id = 1
  RETURNING state_version
)
INSERT INTO state_changes (version, customer_id)
SELECT h.state_version, c.customer_id
  FROM head AS h, unnest(CAST(:customer_ids AS text[])) AS c (customer_id);

-- name: grow_log_tree
-- Notes how far the tree has come, in the locked head.
UPDATE log_head
   SET tree_size  = CAST(:tree_size AS bigint),
       edge       = CAST(:edge AS bytea),
       checkpoint = :checkpoint
 WHERE id = 1;

-- name: list_leaf_hashes
-- The hashes of leaves from a place on, in order. Carried by the primary key.
SELECT leaf_hash
  FROM events
 WHERE log_index >= CAST(:first AS bigint)
   AND log_index < CAST(:first AS bigint) + CAST(:count AS bigint)
 ORDER BY log_index;

-- name: add_log_nodes
-- Adds complete subtrees.
INSERT INTO log_nodes (level, node_index, hash)
SELECT n.level, n.node_index, n.hash
  FROM unnest(CAST(:levels AS smallint[]), CAST(:node_indexes AS bigint[]), CAST(:hashes AS bytea[]))
    AS n (level, node_index, hash);

-- name: read_log_nodes
-- Some subtrees; level 0 is the leaves. Carried by the primary keys.
SELECT i.level, i.node_index, coalesce(n.hash, e.leaf_hash)
  FROM unnest(CAST(:levels AS smallint[]), CAST(:node_indexes AS bigint[])) AS i (level, node_index)
  LEFT JOIN log_nodes AS n ON n.level = i.level AND n.node_index = i.node_index
  LEFT JOIN events AS e ON i.level = 0 AND e.log_index = i.node_index
 WHERE coalesce(n.hash, e.leaf_hash) IS NOT NULL;

-- name: find_pseudonyms
-- Under which names the log knows customers. Carried by the primary key: OFFSET 0 takes it for each, also while
-- the planner still believes the table small.
SELECT p.customer_id, p.subject
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
 CROSS JOIN LATERAL (SELECT customer_id, subject
                       FROM pseudonyms
                      WHERE customer_id = k.customer_id
                     OFFSET 0) AS p;

-- name: add_pseudonyms
-- Gives customers names in the log.
INSERT INTO pseudonyms (customer_id, subject)
SELECT p.customer_id, p.subject
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:subjects AS bytea[])) AS p (customer_id, subject);

-- name: list_chain_tips
-- The last leaf of each channel and purpose of customers. Carried by the primary key, as find_pseudonyms.
SELECT t.customer_id, t.channel, t.purpose_id, t.leaf_hash
  FROM unnest(CAST(:customer_ids AS text[])) AS k (customer_id)
 CROSS JOIN LATERAL (SELECT customer_id, channel, purpose_id, leaf_hash
                       FROM chain_tips
                      WHERE customer_id = k.customer_id
                     OFFSET 0) AS t;

-- name: set_chain_tips
-- Moves tips to newer leaves.
INSERT INTO chain_tips (customer_id, channel, purpose_id, leaf_hash)
SELECT t.customer_id, t.channel, t.purpose_id, t.leaf_hash
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]),
              CAST(:leaf_hashes AS bytea[])) AS t (customer_id, channel, purpose_id, leaf_hash)
    ON CONFLICT (customer_id, channel, purpose_id) DO UPDATE
   SET leaf_hash = excluded.leaf_hash;

-- name: add_events
-- Adds events at their places.
INSERT INTO events (log_index, event_id, kind, event_time, subject, channel, purpose_id, wording, leaf, leaf_hash)
SELECT e.log_index, e.event_id, e.kind, e.event_time, e.subject, e.channel, e.purpose_id, e.wording, e.leaf,
       e.leaf_hash
  FROM unnest(CAST(:log_indexes AS bigint[]), CAST(:event_ids AS uuid[]), CAST(:kinds AS smallint[]),
              CAST(:event_times AS timestamptz[]), CAST(:subjects AS bytea[]), CAST(:channels AS smallint[]),
              CAST(:purpose_ids AS text[]), CAST(:wordings AS integer[]), CAST(:leaves AS bytea[]),
              CAST(:leaf_hashes AS bytea[]))
    AS e (log_index, event_id, kind, event_time, subject, channel, purpose_id, wording, leaf, leaf_hash);

-- name: add_payloads
-- Adds what is personal about these events, sealed.
INSERT INTO sealed_payloads (log_index, sealed)
SELECT e.log_index, e.sealed
  FROM unnest(CAST(:log_indexes AS bigint[]), CAST(:sealed AS bytea[])) AS e (log_index, sealed);

-- name: lock_plain_payloads
-- Payloads in the clear after a place, each with the subject of its event. Carried by the primary key.
SELECT p.customer_id, p.log_index, e.subject, p.salt, p.payload
  FROM event_payloads AS p
  JOIN pseudonyms AS n ON n.customer_id = p.customer_id
  JOIN events AS e ON e.log_index = p.log_index AND e.subject = n.subject
 WHERE (p.customer_id, p.log_index) > (:customer_id, CAST(:log_index AS bigint))
 ORDER BY p.customer_id, p.log_index
 LIMIT CAST(:limit AS bigint)
   FOR UPDATE OF p;

-- name: move_plain_payloads
-- Puts sealed payloads in the place of those in the clear.
WITH moved AS (
  SELECT m.customer_id, m.log_index, m.sealed
    FROM unnest(CAST(:customer_ids AS text[]), CAST(:log_indexes AS bigint[]), CAST(:sealed AS bytea[]))
      AS m (customer_id, log_index, sealed)
), removed AS (
  DELETE FROM event_payloads AS p
   USING moved AS m
   WHERE p.customer_id = m.customer_id
     AND p.log_index = m.log_index
)
INSERT INTO sealed_payloads (log_index, sealed)
SELECT log_index, sealed
  FROM moved;

-- name: list_events
-- A customer's events after a place, oldest first. Carried by events_by_subject.
SELECT e.log_index, e.kind, e.event_time, e.channel, e.purpose_id, e.wording, e.leaf, e.leaf_hash
  FROM pseudonyms AS p
  JOIN events AS e ON e.subject = p.subject
 WHERE p.customer_id = :customer_id
   AND e.log_index > CAST(:after AS bigint)
 ORDER BY e.log_index
 LIMIT CAST(:limit AS bigint);
