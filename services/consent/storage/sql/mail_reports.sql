-- What was reported about mails that went out. A report may be here before the delivery is noted.

-- name: count_soft_bounce
-- Counts a bounce that may pass; no row for a mail that never went out. Carried by the primary key.
UPDATE mails
   SET soft_bounces = soft_bounces + 1
 WHERE mail_id = CAST(:mail_id AS uuid)
   AND attempts > 0
RETURNING soft_bounces;

-- name: note_bounce
-- Notes a bounce for good, the first time. Carried by the primary key.
UPDATE mails
   SET bounce_time = CAST(:now AS timestamptz)
 WHERE mail_id = CAST(:mail_id AS uuid)
   AND attempts > 0
   AND bounce_time IS NULL
RETURNING customer_id, opt_in_id;

-- name: note_complaint
-- Notes a complaint, the first time. Carried by the primary key.
UPDATE mails
   SET complain_time = CAST(:now AS timestamptz)
 WHERE mail_id = CAST(:mail_id AS uuid)
   AND attempts > 0
   AND complain_time IS NULL
RETURNING customer_id, opt_in_id;
