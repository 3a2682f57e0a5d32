-- The outbox of mails, their tokens and limits.

-- name: queue_mails
-- Puts mails into the outbox, due at once.
INSERT INTO mails (mail_id, customer_id, opt_in_id, address, subject, text, html, template_version, kind,
                   unsubscribe_url, create_time, expire_time, due_time)
SELECT m.mail_id, m.customer_id, m.opt_in_id, m.address, m.subject, m.text, m.html, m.template_version, m.kind,
       m.unsubscribe_url, m.create_time, m.expire_time, now()
  FROM unnest(CAST(:mail_ids AS uuid[]), CAST(:customer_ids AS text[]), CAST(:opt_in_ids AS uuid[]),
              CAST(:addresses AS text[]), CAST(:subjects AS text[]), CAST(:texts AS text[]), CAST(:htmls AS text[]),
              CAST(:template_versions AS text[]), CAST(:kinds AS smallint[]), CAST(:unsubscribe_urls AS text[]),
              CAST(:create_times AS timestamptz[]), CAST(:expire_times AS timestamptz[]))
    AS m (mail_id, customer_id, opt_in_id, address, subject, text, html, template_version, kind, unsubscribe_url,
          create_time, expire_time);

-- name: add_confirmations
-- Keeps tokens by their hash.
INSERT INTO confirmations (token_hash, customer_id, opt_in_id, expire_time)
SELECT c.token_hash, c.customer_id, c.opt_in_id, c.expire_time
  FROM unnest(CAST(:token_hashes AS bytea[]), CAST(:customer_ids AS text[]), CAST(:opt_in_ids AS uuid[]),
              CAST(:expire_times AS timestamptz[])) AS c (token_hash, customer_id, opt_in_id, expire_time);

-- name: load_tokens
-- Tokens by their hash. Carried by the primary key, as load_consents.
SELECT c.token_hash, c.customer_id, c.opt_in_id, c.expire_time, c.use_time
  FROM unnest(CAST(:token_hashes AS bytea[])) AS k (token_hash)
 CROSS JOIN LATERAL (SELECT token_hash, customer_id, opt_in_id, expire_time, use_time
                       FROM confirmations
                      WHERE token_hash = k.token_hash
                     OFFSET 0) AS c;

-- name: use_tokens
-- Notes when tokens were used, each for the first time; a token used before touches no row. Carried by the
-- primary key.
UPDATE confirmations AS c
   SET use_time = u.use_time
  FROM unnest(CAST(:token_hashes AS bytea[]), CAST(:use_times AS timestamptz[])) AS u (token_hash, use_time)
 WHERE c.token_hash = u.token_hash
   AND c.use_time IS NULL;

-- name: count_mails
-- Counts mails for their addresses.
INSERT INTO mail_counts (address_digest, mail_id, queue_time)
SELECT c.address_digest, c.mail_id, c.queue_time
  FROM unnest(CAST(:address_digests AS bytea[]), CAST(:mail_ids AS uuid[]), CAST(:queue_times AS timestamptz[]))
    AS c (address_digest, mail_id, queue_time);

-- name: load_mail_counts
-- How many mails addresses got in the last 10 minutes, day and 30 days, and whether they want none at all or were erased. Carried by
-- mail_counts_by_time and primary keys.
SELECT d.address_digest, c.in_ten_minutes, c.in_a_day, c.in_thirty_days,
       EXISTS (SELECT 1 FROM suppressions AS s WHERE s.address_digest = d.address_digest),
       EXISTS (SELECT 1 FROM erased_identities AS e WHERE e.digest = d.address_digest)
  FROM unnest(CAST(:address_digests AS bytea[])) AS d (address_digest)
 CROSS JOIN LATERAL (
   SELECT count(*) FILTER (WHERE queue_time > CAST(:now AS timestamptz) - interval '10 minutes') AS in_ten_minutes,
          count(*) FILTER (WHERE queue_time > CAST(:now AS timestamptz) - interval '1 day') AS in_a_day,
          count(*) AS in_thirty_days
     FROM mail_counts
    WHERE address_digest = d.address_digest
      AND queue_time > CAST(:now AS timestamptz) - interval '30 days') AS c;

-- name: suppress_addresses
-- Lets no confirmation mail go to addresses any more.
INSERT INTO suppressions (address_digest, suppress_time)
SELECT s.address_digest, CAST(:now AS timestamptz)
  FROM unnest(CAST(:address_digests AS bytea[])) AS s (address_digest)
    ON CONFLICT (address_digest) DO NOTHING;

-- name: lift_suppression
-- Lets them go again. Carried by the primary key.
DELETE FROM suppressions
 WHERE address_digest = CAST(:address_digest AS bytea);

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
          m.attempts, m.html, m.template_version, m.kind, m.unsubscribe_url;

-- name: is_mail_due
-- Whether a claimed mail is still its claimer's to send: not ended, and not claimed by another since.
-- Carried by the primary key.
SELECT due_time IS NOT NULL AND attempts = CAST(:attempts AS integer)
  FROM mails
 WHERE mail_id = CAST(:mail_id AS uuid);

-- name: end_mails
-- Takes customers' confirmation mails out of the queue whose request has no purpose left that can be confirmed.
-- Carried by mails_by_customer and the primary key of opt_ins.
UPDATE mails AS m
   SET due_time = NULL,
       address  = '',
       text     = '',
       html     = '',
       outcome  = 'the request has ended'
 WHERE m.customer_id = ANY(CAST(:customer_ids AS text[]))
   AND m.due_time IS NOT NULL
   AND m.kind = 0
   AND NOT EXISTS (SELECT 1
                     FROM opt_ins AS o
                    WHERE o.customer_id = m.customer_id
                      AND o.opt_in_id = m.opt_in_id
                      AND o.confirm_time IS NULL
                      AND o.expire_time > CAST(:now AS timestamptz));

-- name: end_mail
-- Takes a mail out of the queue, with its address and its texts, which hold the token; no row when that
-- was done before. What was sent is noted once even when its request ended meanwhile. Carried by the
-- primary key.
UPDATE mails
   SET due_time        = NULL,
       address         = '',
       text            = '',
       html            = '',
       unsubscribe_url = '',
       sent_time       = CASE WHEN CAST(:sent AS boolean) THEN now() END,
       outcome         = :outcome
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
