-- How what checks depend on changes: versions without a gap, in the order of commits, since each is given
-- under the lock of the head row and its transaction ends soon after.

-- name: note_changes
-- Gives the next version to the changes of this transaction, the last thing it does. An empty customer is
-- everybody.
WITH head AS (
  UPDATE log_head
     SET state_version = state_version + 1
   WHERE id = 1
  RETURNING state_version
)
INSERT INTO state_changes (version, customer_id)
SELECT DISTINCT h.state_version, c.customer_id
  FROM head AS h, unnest(CAST(:customer_ids AS text[])) AS c (customer_id);

-- name: read_state
-- The version as of now, and what changed after another one, by version; one row with nulls for nothing.
-- Carried by primary keys; of an open end the planner would expect a third of the table, and read all of it.
SELECT h.state_version, h.size, h.size = h.noted_size, pg_postmaster_start_time(), c.version, c.customer_id,
       (SELECT CAST(d.oid AS bigint) FROM pg_database AS d WHERE d.datname = current_database())
  FROM log_head AS h
  LEFT JOIN state_changes AS c ON c.version > CAST(:after AS bigint) AND c.version <= h.state_version
 WHERE h.id = 1
 ORDER BY c.version
 LIMIT CAST(:limit AS bigint);

-- name: remove_state_changes
-- Forgets all but the newest changes, about as many as are to be kept. Carried by the primary key.
DELETE FROM state_changes
 WHERE version < (SELECT version
                    FROM state_changes
                   ORDER BY version DESC
                  OFFSET CAST(:kept AS bigint)
                   LIMIT 1);
