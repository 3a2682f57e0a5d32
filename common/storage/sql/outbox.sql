-- Changes to be told to others, in one stream for the whole database.

-- name: append_changes
-- Writes many changes; they get their positions later.
INSERT INTO outbox (id, topic, customer_id, payload, create_time, ordinal)
SELECT c.id, c.topic, c.customer_id, c.payload, clock_timestamp(), c.ordinal
  FROM unnest(CAST(:ids AS uuid[]), CAST(:topics AS text[]), CAST(:customer_ids AS text[]),
              CAST(:payloads AS bytea[]))
  WITH ORDINALITY AS c (id, topic, customer_id, payload, ordinal);

-- name: find_waiting_changes
-- Whether any committed change waits for its position. Carried by outbox_waiting.
SELECT EXISTS (SELECT 1 FROM outbox WHERE position IS NULL);

-- name: lock_outbox_head
-- The last position given out; held until the transaction ends, so that one session numbers.
SELECT last
  FROM outbox_head
 WHERE id = 1
   FOR UPDATE;

-- name: place_changes
-- Gives positions after :last to what is committed, at most 10,000 rows. Carried by outbox_waiting.
WITH placed AS (
  SELECT id, row_number() OVER (ORDER BY create_time, ordinal, id) AS place
    FROM (SELECT id, create_time, ordinal
            FROM outbox
           WHERE position IS NULL
           ORDER BY create_time, ordinal, id
           LIMIT 10000) AS waiting
)
UPDATE outbox
   SET position = CAST(:last AS bigint) + placed.place
  FROM placed
 WHERE outbox.id = placed.id;

-- name: move_outbox_head
-- Notes how far positions were given out.
UPDATE outbox_head
   SET last = last + CAST(:count AS bigint)
 WHERE id = 1;

-- name: get_outbox_head
-- The last position given out and the last one removed.
SELECT last, removed
  FROM outbox_head
 WHERE id = 1;

-- name: read_changes
-- Changes of all topics after a position, in order. Carried by outbox_by_position.
SELECT position, id, topic, customer_id, payload, create_time
  FROM outbox
 WHERE position > CAST(:after AS bigint)
 ORDER BY position
 LIMIT CAST(:limit AS bigint);

-- name: read_changes_of_topic
-- Changes of one topic after a position, in order. Carried by outbox_by_topic.
SELECT position, id, topic, customer_id, payload, create_time
  FROM outbox
 WHERE topic = :topic
   AND position > CAST(:after AS bigint)
 ORDER BY position
 LIMIT CAST(:limit AS bigint);

-- name: find_last_change_before
-- The last position of what was written before a time; NULL when there is none.
SELECT max(position)
  FROM outbox
 WHERE create_time < CAST(:before AS timestamptz);

-- name: remove_changes
-- Removes the beginning of the stream up to and with a position. Carried by outbox_by_position.
DELETE FROM outbox
 WHERE position <= CAST(:upto AS bigint);

-- name: note_removed_changes
-- Lets readers see that the beginning of the stream is gone.
UPDATE outbox_head
   SET removed = greatest(removed, CAST(:upto AS bigint))
 WHERE id = 1;
