-- On which days all customers together bought.

-- name: count_repeat_days
-- How many of the customers who bought first by :first_purchase_until bought again on each day up to :until, by
-- day. A purchase day is one with something bought that was not all given back on it. Reads all days of all
-- customers once: a report, not for every call.
SELECT d.day, count(*)
  FROM purchase_days AS d
  JOIN purchase_summaries AS s ON s.customer_id = d.customer_id
 WHERE s.first_day <= CAST(:first_purchase_until AS integer)
   AND d.day > s.first_day
   AND d.day <= CAST(:until AS integer)
   AND d.bought
   AND d.value_minor > 0
 GROUP BY d.day
 ORDER BY d.day;
