-- The outbox of mails, their tokens and limits.

-- name: queue_mail
-- Puts a mail into the outbox, due at once.
INSERT INTO mails (mail_id, customer_id, opt_in_id, address, subject, text, create_time, expire_time, due_time)
VALUES (CAST(:mail_id AS uuid), :customer_id, CAST(:opt_in_id AS uuid), :address, :subject, :text,
        CAST(:create_time AS timestamptz), CAST(:expire_time AS timestamptz), now());

-- name: add_confirmation
-- Keeps a token by its hash.
INSERT INTO confirmations (token_hash, customer_id, opt_in_id, expire_time)
VALUES (CAST(:token_hash AS bytea), :customer_id, CAST(:opt_in_id AS uuid), CAST(:expire_time AS timestamptz));

-- name: use_token
-- Uses a token up, once and in time; no row otherwise. Carried by the primary key.
UPDATE confirmations
   SET use_time = CAST(:now AS timestamptz)
 WHERE token_hash = CAST(:token_hash AS bytea)
   AND use_time IS NULL
   AND expire_time > CAST(:now AS timestamptz)
RETURNING customer_id, opt_in_id;

-- name: find_token
-- Whether a token was used; no row for one we never made. Carried by the primary key.
SELECT use_time IS NOT NULL
  FROM confirmations
 WHERE token_hash = CAST(:token_hash AS bytea);

-- name: count_mail
-- Counts a mail for its address.
INSERT INTO mail_counts (address_digest, mail_id, queue_time)
VALUES (CAST(:address_digest AS bytea), CAST(:mail_id AS uuid), CAST(:queue_time AS timestamptz));

-- name: get_mail_counts
-- How many mails an address got in the last 10 minutes, day and 30 days. Carried by mail_counts_by_time.
SELECT count(*) FILTER (WHERE queue_time > CAST(:now AS timestamptz) - interval '10 minutes'),
       count(*) FILTER (WHERE queue_time > CAST(:now AS timestamptz) - interval '1 day'),
       count(*)
  FROM mail_counts
 WHERE address_digest = CAST(:address_digest AS bytea)
   AND queue_time > CAST(:now AS timestamptz) - interval '30 days';

-- name: claim_mails
-- Takes due mails, oldest first, until the lease ends; mails that others just take are passed over.
-- Carried by mails_due.
WITH due AS MATERIALIZED (
  SELECT mail_id
    FROM mails
   WHERE due_time <= now()
   ORDER BY due_time
   LIMIT CAST(:limit AS bigint)
     FOR UPDATE SKIP LOCKED
)
UPDATE mails AS m
   SET due_time = now() + CAST(:lease_ms AS bigint) * interval '1 millisecond',
       attempts = m.attempts + 1
  FROM due
 WHERE m.mail_id = due.mail_id
RETURNING m.mail_id, m.customer_id, m.opt_in_id, m.address, m.subject, m.text, m.create_time, m.expire_time,
          m.attempts;

-- name: is_mail_due
-- Whether a claimed mail is still its claimer's to send: not ended, and not claimed by another since.
-- Carried by the primary key.
SELECT due_time IS NOT NULL AND attempts = CAST(:attempts AS integer)
  FROM mails
 WHERE mail_id = CAST(:mail_id AS uuid);

-- name: end_mails
-- Takes a customer's mails out of the queue whose request has no purpose left that can be confirmed.
-- Carried by mails_by_customer and the primary key of opt_ins.
UPDATE mails AS m
   SET due_time = NULL,
       address  = '',
       text     = '',
       outcome  = 'the request has ended'
 WHERE m.customer_id = :customer_id
   AND m.due_time IS NOT NULL
   AND NOT EXISTS (SELECT 1
                     FROM opt_ins AS o
                    WHERE o.customer_id = m.customer_id
                      AND o.opt_in_id = m.opt_in_id
                      AND o.confirm_time IS NULL
                      AND o.expire_time > CAST(:now AS timestamptz));

-- name: end_mail
-- Takes a mail out of the queue, with its address and its text, which holds the token; no row when that
-- was done before. What was sent is noted once even when its request ended meanwhile. Carried by the
-- primary key.
UPDATE mails
   SET due_time  = NULL,
       address   = '',
       text      = '',
       sent_time = CASE WHEN CAST(:sent AS boolean) THEN now() END,
       outcome   = :outcome
 WHERE mail_id = CAST(:mail_id AS uuid)
   AND (due_time IS NOT NULL OR (CAST(:sent AS boolean) AND sent_time IS NULL))
RETURNING mail_id;

-- name: postpone_mail
-- Makes a mail due later, unless another claimed it since. Carried by the primary key.
UPDATE mails
   SET due_time = now() + CAST(:delay_ms AS bigint) * interval '1 millisecond'
 WHERE mail_id = CAST(:mail_id AS uuid)
   AND due_time IS NOT NULL
   AND attempts = CAST(:attempts AS integer);

-- name: remove_confirmations
-- Forgets tokens that ended long ago; they are unknown then. Carried by confirmations_by_end.
DELETE FROM confirmations
 WHERE expire_time < CAST(:before AS timestamptz);

-- name: remove_mail_counts
-- Forgets mails that count no more. Carried by mail_counts_by_age.
DELETE FROM mail_counts
 WHERE queue_time < CAST(:before AS timestamptz);

-- name: get_key
-- One key. Carried by the primary key.
SELECT key
  FROM service_keys
 WHERE name = :name;
