-- Scores that were replaced one by one in the published set, numbered in the order of commits: how every replica
-- learns of them.

-- name: find_snapshot_head
-- What memory must show: the published set, 0 before the first, and the number of the last change.
SELECT published, last_change
  FROM score_head
 WHERE id = 1;

-- name: take_changes
-- Gives out numbers, under the lock of the head row until the commit; returns the last of them.
UPDATE score_head
   SET last_change = last_change + CAST(:count AS bigint)
 WHERE id = 1
RETURNING last_change;

-- name: note_changes
-- Notes whose scores were replaced, the numbers going up from behind :before. Carried by the primary key.
INSERT INTO score_changes (set_number, customer_id, number)
SELECT CAST(:set_number AS integer), changed.customer_id, CAST(:before AS bigint) + changed.place
  FROM unnest(CAST(:customer_ids AS text[])) WITH ORDINALITY AS changed (customer_id, place)
    ON CONFLICT (set_number, customer_id) DO UPDATE
   SET number = excluded.number;

-- name: list_changes
-- Whose scores were replaced in a set after a number. Carried by score_changes_by_number.
SELECT number, customer_id
  FROM score_changes
 WHERE set_number = CAST(:set_number AS integer)
   AND number > CAST(:after AS bigint)
 ORDER BY number
 LIMIT CAST(:limit AS bigint);

-- name: remove_changes_of_set
-- Forgets the changes of a set that goes. Carried by the primary key.
DELETE FROM score_changes
 WHERE set_number = CAST(:number AS integer);
