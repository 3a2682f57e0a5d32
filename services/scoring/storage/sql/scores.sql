-- Scores of customers. Every list of columns is the same: see the table.

-- name: copy_scores
-- Writes rows as fast as PostgreSQL takes them.
COPY scores (set_number, customer_id, bucket, as_of_day, first_day, last_day, repeats, earlier_repeats,
             last_outbound_day, repeat_value, total_value, alive, buys_again, expected_12_months, purchase_value,
             clv_12_months, clv_60_months, clv_60_low, clv_60_high, value_at_risk, state, create_time,
             covariate_group)
FROM STDIN (FORMAT binary);

-- name: find_score
-- The score of a customer in the published set: always one row, without a customer when there is no score and
-- with set 0 when there is no set. Carried by the primary keys.
SELECT h.published, s.customer_id, s.as_of_day, s.first_day, s.last_day, s.repeats, s.earlier_repeats,
       s.last_outbound_day, s.repeat_value, s.total_value, s.alive, s.buys_again, s.expected_12_months,
       s.purchase_value, s.clv_12_months, s.clv_60_months, s.clv_60_low, s.clv_60_high, s.value_at_risk,
       s.state, s.create_time, s.covariate_group
  FROM score_head AS h
  LEFT JOIN scores AS s
    ON s.set_number = h.published
   AND s.customer_id = CAST(:customer_id AS text)
 WHERE h.id = 1;

-- name: find_scores
-- The scores of many customers in the published set, in the order asked; without a customer where there is no
-- score. Carried by the primary keys.
SELECT h.published, s.customer_id, s.as_of_day, s.first_day, s.last_day, s.repeats, s.earlier_repeats,
       s.last_outbound_day, s.repeat_value, s.total_value, s.alive, s.buys_again, s.expected_12_months,
       s.purchase_value, s.clv_12_months, s.clv_60_months, s.clv_60_low, s.clv_60_high, s.value_at_risk,
       s.state, s.create_time, s.covariate_group
  FROM score_head AS h
 CROSS JOIN unnest(CAST(:customer_ids AS text[])) WITH ORDINALITY AS asked (customer_id, place)
  LEFT JOIN scores AS s
    ON s.set_number = h.published
   AND s.customer_id = asked.customer_id
 WHERE h.id = 1
 ORDER BY asked.place;

-- name: find_score_in_set
-- The score of a customer in a set. Carried by the primary key.
SELECT set_number, customer_id, as_of_day, first_day, last_day, repeats, earlier_repeats, last_outbound_day,
       repeat_value, total_value, alive, buys_again, expected_12_months, purchase_value, clv_12_months,
       clv_60_months, clv_60_low, clv_60_high, value_at_risk, state, create_time, covariate_group
  FROM scores
 WHERE set_number = CAST(:set_number AS integer)
   AND customer_id = CAST(:customer_id AS text);

-- name: list_scores
-- Scores of a set by customer, after a customer. Carried by the primary key.
SELECT set_number, customer_id, as_of_day, first_day, last_day, repeats, earlier_repeats, last_outbound_day,
       repeat_value, total_value, alive, buys_again, expected_12_months, purchase_value, clv_12_months,
       clv_60_months, clv_60_low, clv_60_high, value_at_risk, state, create_time, covariate_group
  FROM scores
 WHERE set_number = CAST(:set_number AS integer)
   AND customer_id > CAST(:after AS text)
 ORDER BY customer_id
 LIMIT CAST(:limit AS bigint);

-- name: list_at_risk
-- Scores of a set in some states by value at risk, most first, after a value and customer. Carried by
-- scores_at_risk: as many rows as asked from each state, merged.
SELECT r.set_number, r.customer_id, r.as_of_day, r.first_day, r.last_day, r.repeats, r.earlier_repeats,
       r.last_outbound_day, r.repeat_value, r.total_value, r.alive, r.buys_again, r.expected_12_months,
       r.purchase_value, r.clv_12_months, r.clv_60_months, r.clv_60_low, r.clv_60_high, r.value_at_risk,
       r.state, r.create_time, r.covariate_group
  FROM unnest(CAST(:states AS smallint[])) AS asked (state)
 CROSS JOIN LATERAL (
       SELECT s.set_number, s.customer_id, s.as_of_day, s.first_day, s.last_day, s.repeats, s.earlier_repeats,
              s.last_outbound_day, s.repeat_value, s.total_value, s.alive, s.buys_again, s.expected_12_months,
              s.purchase_value, s.clv_12_months, s.clv_60_months, s.clv_60_low, s.clv_60_high,
              s.value_at_risk, s.state, s.create_time, s.covariate_group
         FROM scores AS s
        WHERE s.set_number = CAST(:set_number AS integer)
          AND s.state = asked.state
          AND (s.value_at_risk, s.customer_id) < (CAST(:below AS bigint), CAST(:after AS text))
        ORDER BY s.value_at_risk DESC, s.customer_id DESC
        LIMIT CAST(:limit AS bigint)) AS r
 ORDER BY r.value_at_risk DESC, r.customer_id DESC
 LIMIT CAST(:limit AS bigint);

-- name: read_values
-- What each customer of a set is worth, in no order. Carried by the primary key.
SELECT customer_id, state, clv_60_months, total_value, repeat_value, purchase_value
  FROM scores
 WHERE set_number = CAST(:set_number AS integer);

-- name: remove_scores
-- Removes the scores of some customers from a set. Carried by the primary key.
DELETE FROM scores
 WHERE set_number = CAST(:set_number AS integer)
   AND customer_id = ANY (CAST(:customer_ids AS text[]));
