-- Codes that are typed into the form.

-- name: add_codes
-- Keeps codes by their hashes.
INSERT INTO confirmation_codes (handle_hash, code_hash, token_hash, expire_time)
SELECT c.handle_hash, c.code_hash, c.token_hash, c.expire_time
  FROM unnest(CAST(:handle_hashes AS bytea[]), CAST(:code_hashes AS bytea[]), CAST(:token_hashes AS bytea[]),
              CAST(:expire_times AS timestamptz[])) AS c (handle_hash, code_hash, token_hash, expire_time);

-- name: try_code
-- Counts a try, at most five, and returns the token's hash and whether the code is right; no row for an unknown handle,
-- one that ended or was tried too often. Carried by the primary key.
UPDATE confirmation_codes
   SET tries = tries + 1
 WHERE handle_hash = CAST(:handle_hash AS bytea)
   AND tries < 5
   AND expire_time > CAST(:now AS timestamptz)
RETURNING token_hash, code_hash = CAST(:code_hash AS bytea);

-- name: remove_codes
-- Forgets codes that ended long ago. Carried by confirmation_codes_by_end.
DELETE FROM confirmation_codes
 WHERE expire_time < CAST(:before AS timestamptz);
