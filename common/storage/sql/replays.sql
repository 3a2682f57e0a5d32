-- Answers given, for requests that come again.

-- name: claim_replay
-- Takes a request id, or touches no row when it is taken; waits for one that is just being answered.
INSERT INTO replays (caller, request_id, method, fingerprint, answer, create_time)
VALUES (:caller, CAST(:request_id AS uuid), :method, CAST(:fingerprint AS bytea), '', now())
    ON CONFLICT (caller, request_id) DO NOTHING;

-- name: find_replay
-- The request that came with this id and its answer. Carried by the primary key.
SELECT method, fingerprint, answer
  FROM replays
 WHERE caller = :caller
   AND request_id = CAST(:request_id AS uuid);

-- name: store_answer
-- Keeps the answer of a claimed request. Carried by the primary key.
UPDATE replays
   SET answer = CAST(:answer AS bytea)
 WHERE caller = :caller
   AND request_id = CAST(:request_id AS uuid);

-- name: find_replays
-- The same for many, each with its place among those asked, from 1. Carried by the primary key: OFFSET 0 takes it
-- for each, also while the planner still believes the table small.
SELECT k.place, r.method, r.fingerprint, r.answer
  FROM unnest(CAST(:callers AS text[]), CAST(:request_ids AS uuid[])) WITH ORDINALITY
    AS k (caller, request_id, place)
 CROSS JOIN LATERAL (SELECT method, fingerprint, answer
                       FROM replays
                      WHERE caller = k.caller
                        AND request_id = k.request_id
                     OFFSET 0) AS r;

-- name: add_replays
-- Keeps requests with their answers.
INSERT INTO replays (caller, request_id, method, fingerprint, answer, create_time)
SELECT r.caller, r.request_id, r.method, r.fingerprint, r.answer, now()
  FROM unnest(CAST(:callers AS text[]), CAST(:request_ids AS uuid[]), CAST(:methods AS text[]),
              CAST(:fingerprints AS bytea[]), CAST(:answers AS bytea[]))
    AS r (caller, request_id, method, fingerprint, answer);

-- name: remove_replays
-- Removes answers that were kept long enough. Carried by replays_by_time.
DELETE FROM replays
 WHERE create_time < CAST(:before AS timestamptz);
