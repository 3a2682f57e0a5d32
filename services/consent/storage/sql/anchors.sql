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
