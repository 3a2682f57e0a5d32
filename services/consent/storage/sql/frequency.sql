-- How often customers are addressed. load_contact in contacts.sql reads it for decisions.

-- name: take_turn
-- Lets one transaction at a time change the contacts of a customer. The first thing it does. Returns the time, which
-- never goes back: a place that ran out by one clock stays so by another.
INSERT INTO contact_turns (customer_id, turn, last_time)
VALUES (:customer_id, 1, CAST(:now AS timestamptz))
    ON CONFLICT (customer_id) DO UPDATE
   SET turn      = contact_turns.turn + 1,
       last_time = greatest(contact_turns.last_time, excluded.last_time)
RETURNING last_time;

-- name: find_slot
-- One message's place. Carried by the primary key.
SELECT customer_id, message_id, state, reserve_time, expire_time, commit_time, decision_id, channel, message_class,
       purpose_id, template_id
  FROM contact_slots
 WHERE customer_id = :customer_id
   AND message_id = :message_id;

-- name: reserve_slot
-- Gives a message a place, anew where it had lost one.
INSERT INTO contact_slots (customer_id, message_id, channel, message_class, purpose_id, template_id, state, counts,
                           decision_id, reserve_time, expire_time)
VALUES (:customer_id, :message_id, CAST(:channel AS smallint), CAST(:message_class AS smallint), :purpose_id,
        :template_id, 1, CAST(:counts AS boolean), CAST(:decision_id AS uuid), CAST(:now AS timestamptz),
        CAST(:expire_time AS timestamptz))
    ON CONFLICT (customer_id, message_id) DO UPDATE
   SET state        = 1,
       decision_id  = excluded.decision_id,
       reserve_time = excluded.reserve_time,
       expire_time  = excluded.expire_time,
       release_time = NULL
RETURNING customer_id, message_id, state, reserve_time, expire_time, commit_time, decision_id;

-- name: commit_slot
-- Notes that a message went out whose place is still held; no row otherwise. Carried by the primary key.
UPDATE contact_slots
   SET state       = 2,
       commit_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND message_id = :message_id
   AND state = 1
   AND expire_time > CAST(:now AS timestamptz)
RETURNING customer_id, message_id, state, reserve_time, expire_time, commit_time, decision_id;

-- name: release_slot
-- Gives a reserved place back; no row otherwise. Carried by the primary key.
UPDATE contact_slots
   SET state        = 3,
       release_time = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND message_id = :message_id
   AND state = 1
RETURNING customer_id, message_id, state, reserve_time, expire_time, commit_time, decision_id;

-- name: add_policy
-- Adds the next edition of the policy. One writer at a time: it holds the head of the log.
INSERT INTO frequency_policies (version, in_day, in_week, in_month, in_year, min_gap_us, quiet_start, quiet_end,
                                time_zone, create_time)
SELECT coalesce(max(version), 0) + 1, CAST(:in_day AS integer), CAST(:in_week AS integer),
       CAST(:in_month AS integer), CAST(:in_year AS integer), CAST(:min_gap_us AS bigint),
       CAST(:quiet_start AS smallint), CAST(:quiet_end AS smallint), CAST(:time_zone AS text),
       CAST(:now AS timestamptz)
  FROM frequency_policies
RETURNING version, in_day, in_week, in_month, in_year, min_gap_us, quiet_start, quiet_end, time_zone;

-- name: find_policy
-- The policy in force. Carried by the primary key.
SELECT version, in_day, in_week, in_month, in_year, min_gap_us, quiet_start, quiet_end, time_zone
  FROM frequency_policies
 ORDER BY version DESC
 LIMIT 1;

-- name: add_own_limit
-- Records how often a customer wants to be addressed at most; 0 contacts end the limit.
INSERT INTO own_limits (customer_id, record_time, contacts, days)
VALUES (:customer_id, CAST(:now AS timestamptz), CAST(:contacts AS integer), CAST(:days AS integer));

-- name: add_pause
-- Records a pause.
INSERT INTO contact_pauses (customer_id, record_time, until_time)
VALUES (:customer_id, CAST(:now AS timestamptz), CAST(:until_time AS timestamptz));
