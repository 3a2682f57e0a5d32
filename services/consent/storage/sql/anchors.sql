-- What others vouch for. Rows are added; nothing here changes or removes one.

-- name: add_cosignature
-- Keeps a witness's signature of the log at one size; the first of a size stays.
INSERT INTO cosignatures (witness, origin, log_size, root, cosignature, cosign_time)
VALUES (:witness, :origin, CAST(:log_size AS bigint), CAST(:root AS bytea), :cosignature,
        CAST(:cosign_time AS timestamptz))
    ON CONFLICT (witness, origin, log_size) DO NOTHING;

-- name: newest_cosignatures
-- The newest signature of each of some witnesses, of a log that has at most so many events. Carried by the primary
-- key.
SELECT w.witness, c.log_size, c.root, c.cosignature
  FROM unnest(CAST(:witnesses AS text[])) AS w (witness)
 CROSS JOIN LATERAL (SELECT log_size, root, cosignature
                       FROM cosignatures
                      WHERE witness = w.witness
                        AND origin = :origin
                        AND log_size <= CAST(:most AS bigint)
                      ORDER BY log_size DESC
                      LIMIT 1) AS c
 ORDER BY c.log_size DESC, w.witness;

-- name: add_time_stamp
-- Keeps a time stamp of the log at one size; the first of a size stays.
INSERT INTO time_stamps (origin, log_size, root, response, stamp_time)
VALUES (:origin, CAST(:log_size AS bigint), CAST(:root AS bytea), CAST(:response AS bytea),
        CAST(:stamp_time AS timestamptz))
    ON CONFLICT (origin, log_size) DO NOTHING;

-- name: newest_time_stamp
-- The newest of a log that has at most so many events. Carried by the primary key.
SELECT log_size, root, response, stamp_time
  FROM time_stamps
 WHERE origin = :origin
   AND log_size <= CAST(:most AS bigint)
 ORDER BY log_size DESC
 LIMIT 1;

-- name: first_time_stamp
-- The first that covers so many events, of a log that has at most so many. Carried by the primary key.
SELECT log_size, root, response, stamp_time
  FROM time_stamps
 WHERE origin = :origin
   AND log_size >= CAST(:least AS bigint)
   AND log_size <= CAST(:most AS bigint)
 ORDER BY log_size
 LIMIT 1;
