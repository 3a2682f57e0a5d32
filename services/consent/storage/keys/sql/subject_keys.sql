-- The keys of subjects, in a database of their own.

-- name: find_subject_keys
-- The wrapped keys of subjects, as far as there are any. Carried by the primary key: OFFSET 0 takes it for each, also
-- while the planner still believes the table small.
SELECT k.subject, k.master_key_id, k.wrapped_key
  FROM unnest(CAST(:subjects AS bytea[])) AS s (subject)
 CROSS JOIN LATERAL (SELECT subject, master_key_id, wrapped_key
                       FROM subject_keys
                      WHERE subject = s.subject
                     OFFSET 0) AS k;

-- name: add_subject_keys
-- Adds keys; a subject keeps the one that it has. Returns whose were added.
INSERT INTO subject_keys (subject, master_key_id, wrapped_key)
SELECT k.subject, :master_key_id, k.wrapped_key
  FROM unnest(CAST(:subjects AS bytea[]), CAST(:wrapped_keys AS bytea[])) AS k (subject, wrapped_key)
    ON CONFLICT (subject) DO NOTHING
RETURNING subject;

-- name: destroy_subject_keys
-- Removes keys, and with them what they open. Carried by the primary key.
DELETE FROM subject_keys
 WHERE subject = ANY(CAST(:subjects AS bytea[]));

-- name: list_keys_to_wrap
-- Keys after a subject that another master key wraps, by subject. Reads them all in the order of the primary key.
SELECT subject, master_key_id, wrapped_key
  FROM subject_keys
 WHERE subject > CAST(:after AS bytea)
   AND master_key_id <> :master_key_id
 ORDER BY subject
 LIMIT CAST(:limit AS bigint)
   FOR UPDATE;

-- name: set_wrapped_keys
-- Keeps keys as the master key wraps them. Carried by the primary key.
UPDATE subject_keys AS k
   SET master_key_id = :master_key_id,
       wrapped_key   = w.wrapped_key
  FROM unnest(CAST(:subjects AS bytea[]), CAST(:wrapped_keys AS bytea[])) AS w (subject, wrapped_key)
 WHERE k.subject = w.subject;
