-- Money that may be given away. What is held for choices that are over by :now counts as free.

-- name: create_budget
-- Stores a new budget, or touches no row when there are 1,000 already.
INSERT INTO budgets (budget_id, display_name, currency, total)
SELECT :budget_id, :display_name, :currency, CAST(:total AS bigint)
 WHERE (SELECT count(budget_id) FROM budgets) < 1000;

-- name: get_budget
-- One budget. Carried by the primary key and decisions_to_expire.
SELECT b.budget_id, b.display_name, b.currency, b.total, b.spent,
       b.held - coalesce((SELECT CAST(sum(d.budget_held) AS bigint)
                            FROM decisions d
                           WHERE d.state = 1
                             AND d.budget_id = b.budget_id
                             AND d.expire_time <= CAST(:now AS timestamptz)), 0)
  FROM budgets b
 WHERE b.budget_id = :budget_id;

-- name: list_budgets
-- All budgets by id. Carried by the primary key and decisions_to_expire.
SELECT b.budget_id, b.display_name, b.currency, b.total, b.spent, b.held - coalesce(ended.held, 0)
  FROM budgets b
  LEFT JOIN (SELECT budget_id, CAST(sum(budget_held) AS bigint) AS held
               FROM decisions
              WHERE state = 1
                AND expire_time <= CAST(:now AS timestamptz)
              GROUP BY budget_id) AS ended ON ended.budget_id = b.budget_id
 ORDER BY b.budget_id
 LIMIT 1000;

-- name: hold_budget
-- Holds an amount, or touches no row when less is left. Carried by the primary key.
UPDATE budgets
   SET held = held + CAST(:amount AS bigint)
 WHERE budget_id = :budget_id
   AND total - spent - held >= CAST(:amount AS bigint);

-- name: settle_budget
-- Ends the hold of an amount and spends another, which is 0 when nothing was taken. Carried by the
-- primary key.
UPDATE budgets
   SET held  = held - CAST(:held AS bigint),
       spent = spent + CAST(:spent AS bigint)
 WHERE budget_id = :budget_id;
