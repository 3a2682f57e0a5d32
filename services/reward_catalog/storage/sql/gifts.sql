-- Accepted rewards on their way to the gift ledger of the customer profile.

-- name: add_gift
-- Lets a gift wait; the first attempt is made at once by whoever accepted, the next is due at
-- :attempt_time.
INSERT INTO gifts (customer_id, decision_id, reward_id, kind, display_name, worth, currency, moment, give_time,
                   attempt_time)
VALUES (:customer_id, CAST(:decision_id AS uuid), :reward_id, :kind, :display_name, CAST(:worth AS bigint),
        :currency, CAST(:moment AS smallint), CAST(:now AS timestamptz), CAST(:attempt_time AS timestamptz));

-- name: find_waiting_gift
-- The gift of a choice while it waits. Carried by gifts_by_decision.
SELECT customer_id, decision_id, reward_id, kind, display_name, worth, currency, moment, give_time, attempts
  FROM gifts
 WHERE decision_id = CAST(:decision_id AS uuid)
   AND attempt_time IS NOT NULL;

-- name: list_due_gifts
-- Gifts whose next attempt is due, longest due first. Carried by gifts_to_write.
SELECT customer_id, decision_id, reward_id, kind, display_name, worth, currency, moment, give_time, attempts
  FROM gifts
 WHERE attempt_time <= CAST(:now AS timestamptz)
 ORDER BY attempt_time
 LIMIT CAST(:limit AS bigint);

-- name: end_gift
-- Ends the waiting; :refusal is empty when the gift was written. Carried by the primary key.
UPDATE gifts
   SET attempt_time = NULL,
       attempts     = attempts + 1,
       refusal      = :refusal
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid);

-- name: postpone_gift
-- Counts a failed attempt. Carried by the primary key.
UPDATE gifts
   SET attempt_time = CAST(:attempt_time AS timestamptz),
       attempts     = attempts + 1
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid)
   AND attempt_time IS NOT NULL;
