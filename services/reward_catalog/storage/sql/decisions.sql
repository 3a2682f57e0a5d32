-- Choices. States: 1 offered, 2 accepted, 3 declined, 4 expired.

-- name: lock_chooser
-- Locks the customer until the transaction ends, so that their choices are made one after the other.
INSERT INTO choosers (customer_id, bucket, choice_time)
VALUES (:customer_id, CAST(:bucket AS smallint), CAST(:now AS timestamptz))
    ON CONFLICT (customer_id) DO UPDATE SET choice_time = EXCLUDED.choice_time;

-- name: list_taken_kinds
-- The kinds in a customer's open choices and of what they accepted. Carried by the primary keys.
SELECT DISTINCT i.kind
  FROM decisions d
  JOIN decision_items i ON i.customer_id = d.customer_id
                       AND i.decision_id = d.decision_id
 WHERE d.customer_id = :customer_id
   AND (   d.state = 1 AND d.expire_time > CAST(:now AS timestamptz)
        OR d.state = 2 AND d.accepted_reward = i.reward_id)
 ORDER BY i.kind;

-- name: add_decision
-- Stores a choice, offered.
INSERT INTO decisions (customer_id, decision_id, bucket, state, moment, purpose_id, budget_id, budget_held,
                       target, currency, refused_rewards, refused_names, refused_reasons,
                       refused_explanations, create_time, expire_time, language_code)
VALUES (:customer_id, CAST(:decision_id AS uuid), CAST(:bucket AS smallint), 1, CAST(:moment AS smallint),
        :purpose_id, :budget_id, CAST(:budget_held AS bigint), CAST(:target AS bigint), :currency,
        CAST(:refused_rewards AS text[]), CAST(:refused_names AS text[]), CAST(:refused_reasons AS text[]),
        CAST(:refused_explanations AS text[]), CAST(:now AS timestamptz), CAST(:expire_time AS timestamptz),
        :language_code);

-- name: add_decision_item
-- Stores one reward of a choice.
INSERT INTO decision_items (customer_id, decision_id, place, reward_id, display_name, kind, worth, currency,
                            score, term_codes, term_explanations, term_values)
VALUES (:customer_id, CAST(:decision_id AS uuid), CAST(:place AS smallint), :reward_id, :display_name, :kind,
        CAST(:worth AS bigint), :currency, CAST(:score AS float8), CAST(:term_codes AS text[]),
        CAST(:term_explanations AS text[]), CAST(:term_values AS float8[]));

-- name: add_hold
-- Notes that a choice holds one piece of a reward.
INSERT INTO holds (customer_id, decision_id, reward_id, expire_time)
VALUES (:customer_id, CAST(:decision_id AS uuid), :reward_id, CAST(:expire_time AS timestamptz));

-- name: find_decision
-- A choice by its id alone; what follows asks by customer too. Carried by decisions_by_id.
SELECT customer_id, decision_id, state, moment, purpose_id, budget_id, budget_held, accepted_reward, outcome,
       target, currency, refused_rewards, refused_names, refused_reasons, refused_explanations, create_time,
       expire_time, language_code
  FROM decisions
 WHERE decision_id = CAST(:decision_id AS uuid);

-- name: list_decision_items
-- The rewards of a choice, best first. Carried by the primary key.
SELECT reward_id, display_name, kind, worth, currency, score, term_codes, term_explanations, term_values
  FROM decision_items
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid)
 ORDER BY place;

-- name: close_decision
-- Accepts, declines or expires an open choice, or touches no row when it was closed already or :now is
-- not on the right side of its end. Carried by the primary key.
UPDATE decisions
   SET state           = CAST(:state AS smallint),
       accepted_reward = :accepted_reward,
       close_time      = CAST(:now AS timestamptz)
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid)
   AND state = 1
   AND (expire_time <= CAST(:now AS timestamptz)) = (CAST(:state AS smallint) = 4)
RETURNING budget_id, budget_held;

-- name: end_holds
-- Ends the holds of a choice and says on which rewards they were. Carried by the primary key.
DELETE FROM holds
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid)
RETURNING reward_id;

-- name: set_outcome
-- Notes what became of an accepted reward, or touches no row. Carried by the primary key.
UPDATE decisions
   SET outcome = CAST(:outcome AS smallint)
 WHERE customer_id = :customer_id
   AND decision_id = CAST(:decision_id AS uuid)
   AND state = 2;

-- name: list_expired_decisions
-- Open choices whose time is over, longest over first. Carried by decisions_to_expire.
SELECT customer_id, decision_id
  FROM decisions
 WHERE state = 1
   AND expire_time <= CAST(:now AS timestamptz)
 ORDER BY expire_time, decision_id
 LIMIT 100;
