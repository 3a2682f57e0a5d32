-- Erasures of customers, and what stops them. States: 1 asked for, 2 being done, 3 done, 4 called off.

-- name: add_erasure
-- Notes that a customer is to be erased; no row while one is open.
INSERT INTO erasures (erasure_id, state, by_person, customer, reason, request_time, due_time)
VALUES (CAST(:erasure_id AS uuid), 1, CAST(:by_person AS boolean), :customer_id, :reason,
        CAST(:now AS timestamptz), CAST(:due_time AS timestamptz))
    ON CONFLICT (customer) WHERE state IN (1, 2) DO NOTHING;

-- name: find_open_erasure
-- A customer's open erasure. Carried by erasures_open.
SELECT erasure_id, state, by_person, customer, reason, request_time, due_time, end_time, log_index
  FROM erasures
 WHERE customer = :customer_id
   AND state IN (1, 2);

-- name: get_erasure
-- One erasure. Carried by the primary key.
SELECT erasure_id, state, by_person, customer, reason, request_time, due_time, end_time, log_index
  FROM erasures
 WHERE erasure_id = CAST(:erasure_id AS uuid);

-- name: lock_erasure
-- The same, until the transaction ends.
SELECT erasure_id, state, by_person, customer, reason, request_time, due_time, end_time, log_index
  FROM erasures
 WHERE erasure_id = CAST(:erasure_id AS uuid)
   FOR UPDATE;

-- name: list_erasures
-- The newest 1,000 erasures, newest first. Carried by erasures_by_time.
SELECT erasure_id, state, by_person, customer, reason, request_time, due_time, end_time, log_index
  FROM erasures
 ORDER BY request_time DESC
 LIMIT 1000;

-- name: list_due_erasures
-- Erasures that are to be done now, or were begun. Carried by erasures_due.
SELECT e.erasure_id
  FROM erasures AS e
 WHERE e.state IN (1, 2)
   AND e.due_time <= CAST(:now AS timestamptz)
   AND (e.state = 2 OR NOT EXISTS (SELECT 1 FROM legal_holds AS h WHERE h.customer_id = e.customer))
 ORDER BY e.due_time
 LIMIT 100;

-- name: advance_erasure
-- Makes an erasure due now. Carried by the primary key.
UPDATE erasures
   SET due_time = least(due_time, CAST(:now AS timestamptz))
 WHERE erasure_id = CAST(:erasure_id AS uuid)
   AND state = 1;

-- name: cancel_erasure
-- Calls off an erasure that was not begun; no row otherwise. It forgets whose it was. Carried by the primary key.
UPDATE erasures
   SET state    = 4,
       end_time = CAST(:now AS timestamptz),
       customer = '',
       reason   = ''
 WHERE erasure_id = CAST(:erasure_id AS uuid)
   AND state = 1
RETURNING erasure_id, state, by_person, customer, reason, request_time, due_time, end_time, log_index;

-- name: begin_erasure
-- Notes which event in the log tells of an erasure. Carried by the primary key.
UPDATE erasures
   SET state     = 2,
       log_index = CAST(:log_index AS bigint)
 WHERE erasure_id = CAST(:erasure_id AS uuid);

-- name: end_erasure
-- Forgets who was erased. Carried by the primary key.
UPDATE erasures
   SET state    = 3,
       customer = '',
       reason   = '',
       end_time = CAST(:now AS timestamptz)
 WHERE erasure_id = CAST(:erasure_id AS uuid)
   AND state = 2;

-- name: find_erasure_event
-- Whom the event of an erasure names, and its bytes. Carried by the primary keys.
SELECT e.subject, e.leaf
  FROM erasures AS r
  JOIN events AS e ON e.log_index = r.log_index
 WHERE r.erasure_id = CAST(:erasure_id AS uuid);

-- name: count_personal
-- How much there is about a customer. Carried by primary keys, mails_by_customer aside.
SELECT (SELECT count(*) FROM consents WHERE customer_id = :customer_id),
       (SELECT count(*) FROM opt_ins WHERE customer_id = :customer_id),
       (SELECT count(*) FROM objections WHERE customer_id = :customer_id),
       (SELECT count(*) FROM grounds WHERE customer_id = :customer_id),
       (SELECT count(*) FROM contact_slots WHERE customer_id = :customer_id),
       (SELECT count(*)
          FROM pseudonyms AS p
          JOIN events AS e ON e.subject = p.subject
         WHERE p.customer_id = :customer_id);

-- name: list_known_addresses
-- All addresses of a customer. Carried by primary keys but for the mails'.
SELECT address FROM consents WHERE customer_id = :customer_id AND address <> ''
 UNION
SELECT address FROM opt_ins WHERE customer_id = :customer_id AND address <> ''
 UNION
SELECT address FROM mails WHERE customer_id = :customer_id AND address <> '';

-- name: shred_subject
-- Takes away all payloads of a customer. Carried by events_by_subject and the primary key.
UPDATE sealed_payloads AS s
   SET sealed = NULL
  FROM pseudonyms AS p
  JOIN events AS e ON e.subject = p.subject
 WHERE p.customer_id = :customer_id
   AND s.log_index = e.log_index
   AND s.sealed IS NOT NULL;

-- name: has_plain_payloads
-- Whether a version of the service that sealed nothing left something about a customer. Carried by the primary key.
SELECT EXISTS (SELECT 1 FROM event_payloads WHERE customer_id = :customer_id);

-- name: remove_customer
-- Removes whatever is known about a customer besides the log. Carried by primary keys but for tokens, their codes,
-- mails, imports and the changes of state.
WITH consents_gone AS (DELETE FROM consents WHERE customer_id = :customer_id),
     opt_ins_gone AS (DELETE FROM opt_ins WHERE customer_id = :customer_id),
     objections_gone AS (DELETE FROM objections WHERE customer_id = :customer_id),
     grounds_gone AS (DELETE FROM grounds WHERE customer_id = :customer_id),
     slots_gone AS (DELETE FROM contact_slots WHERE customer_id = :customer_id),
     turns_gone AS (DELETE FROM contact_turns WHERE customer_id = :customer_id),
     limits_gone AS (DELETE FROM own_limits WHERE customer_id = :customer_id),
     pauses_gone AS (DELETE FROM contact_pauses WHERE customer_id = :customer_id),
     tips_gone AS (DELETE FROM chain_tips WHERE customer_id = :customer_id),
     mails_gone AS (DELETE FROM mails WHERE customer_id = :customer_id),
     confirmations_gone AS (DELETE FROM confirmations WHERE customer_id = :customer_id),
     codes_gone AS (DELETE FROM confirmation_codes AS k
                     USING confirmations AS t
                     WHERE t.customer_id = :customer_id
                       AND k.token_hash = t.token_hash),
     imports_gone AS (DELETE FROM consent_imports WHERE customer_id = :customer_id),
     changes_gone AS (DELETE FROM state_changes WHERE customer_id = :customer_id),
     subjects_gone AS (DELETE FROM subjects WHERE customer_id = :customer_id),
     versions_gone AS (DELETE FROM subject_versions WHERE customer_id = :customer_id)
DELETE FROM pseudonyms
 WHERE customer_id = :customer_id;

-- name: remove_subject_again
-- Removes what may have been copied from customer-profile while a customer was erased. Carried by primary keys.
WITH changes_gone AS (DELETE FROM state_changes WHERE customer_id = :customer_id),
     versions_gone AS (DELETE FROM subject_versions WHERE customer_id = :customer_id)
DELETE FROM subjects
 WHERE customer_id = :customer_id;

-- name: empty_answers
-- Empties answers that are kept for repetitions and name a customer or an address: a repetition does nothing still.
-- Reads them all; they are kept for seven days.
UPDATE replays AS r
   SET answer = ''
 WHERE EXISTS (SELECT 1
                 FROM unnest(CAST(:names AS text[])) AS n (name)
                WHERE position(convert_to(n.name, 'UTF8') IN r.answer) > 0);

-- name: add_erased_identities
-- Remembers by keyed hash who was erased.
INSERT INTO erased_identities (digest, erase_time)
SELECT d.digest, CAST(:now AS timestamptz)
  FROM unnest(CAST(:digests AS bytea[])) AS d (digest)
    ON CONFLICT (digest) DO UPDATE
   SET erase_time = excluded.erase_time;

-- name: list_erased
-- Which of these were erased. Carried by the primary key.
SELECT digest
  FROM erased_identities
 WHERE digest = ANY(CAST(:digests AS bytea[]));

-- name: forget_erased
-- Lets persons be known again, who came back by themselves. Carried by the primary key.
DELETE FROM erased_identities
 WHERE digest = ANY(CAST(:digests AS bytea[]));

-- name: add_legal_hold
-- Lets nobody erase a customer.
INSERT INTO legal_holds (customer_id, hold_time)
VALUES (:customer_id, CAST(:now AS timestamptz))
    ON CONFLICT (customer_id) DO NOTHING;

-- name: remove_legal_hold
-- Ends a hold. Carried by the primary key.
DELETE FROM legal_holds
 WHERE customer_id = :customer_id;

-- name: is_held
-- Whether a customer must not be erased. Carried by the primary key.
SELECT EXISTS (SELECT 1 FROM legal_holds WHERE customer_id = :customer_id);
