CREATE TABLE behaviours (
  customer_id         text COLLATE "C" PRIMARY KEY,
  bucket              smallint NOT NULL,
  bought_months       bigint   NOT NULL,
  log_gaps_milli      bigint   NOT NULL,
  earlier_value_minor bigint   NOT NULL,
  items               integer  NOT NULL,
  earlier_items       integer  NOT NULL,
  returned_permille   smallint NOT NULL,
  open_complaints     integer  NOT NULL,
  unanswered_contacts integer  NOT NULL,
  recent_contacts     integer  NOT NULL,
  last_inbound_day    integer
);
CREATE INDEX behaviours_by_bucket ON behaviours (bucket, customer_id);
COMMENT ON TABLE behaviours IS 'customer: rhythm, season, decline and contacts in a few numbers; kept up to date with every write';

-- The behaviours of customers with purchases or returns, as they were at the end of a day: what came after `until_day`, and
-- at or after `until_time`, which is when the day after it begins, does not count. What each column means stands
-- in behaviour_service.proto; bought_months is 0 when everything was given back on the day it was bought. The one
-- place where they are reckoned.
CREATE FUNCTION reckon_behaviours(ids text[], until_day integer, until_time timestamptz)
RETURNS TABLE (customer_id text, bought_months bigint, log_gaps_milli bigint, earlier_value_minor bigint,
               items integer, earlier_items integer, returned_permille smallint, open_complaints integer,
               unanswered_contacts integer, recent_contacts integer, last_inbound_day integer)
LANGUAGE sql STABLE AS $$
WITH days AS (
  SELECT p.customer_id, p.day, p.value_minor, p.items, p.bought AND p.value_minor > 0 AS purchased,
         CAST(extract(year FROM DATE '1970-01-01' + p.day) * 12
              + extract(month FROM DATE '1970-01-01' + p.day) AS integer) AS month
    FROM purchase_days AS p
   WHERE p.customer_id = ANY (ids)
     AND p.day <= until_day
), ends AS (
  SELECT d.customer_id, min(d.day) AS first_day, max(d.day) AS last_day, max(d.month) AS last_month
    FROM days AS d
   WHERE d.purchased
   GROUP BY d.customer_id
), gaps AS (
  SELECT d.customer_id, d.day - lag(d.day) OVER (PARTITION BY d.customer_id ORDER BY d.day) AS gap
    FROM days AS d
   WHERE d.purchased
), rhythms AS (
  SELECT g.customer_id, sum(CAST(round(1000 * ln(CAST(g.gap AS double precision))) AS bigint)) AS log_gaps
    FROM gaps AS g
   WHERE g.gap IS NOT NULL
   GROUP BY g.customer_id
), purchases AS (
  SELECT d.customer_id, e.last_day,
         bit_or(CAST(1 AS bigint) << (e.last_month - d.month))
           FILTER (WHERE d.purchased AND e.last_month - d.month < 63) AS months,
         sum(d.value_minor) FILTER (WHERE 2 * (d.day - e.first_day) <= e.last_day - e.first_day) AS earlier_value,
         sum(d.items) FILTER (WHERE d.purchased) AS items,
         sum(d.items) FILTER (WHERE d.purchased AND 2 * (d.day - e.first_day) <= e.last_day - e.first_day)
           AS earlier_items,
         sum(d.value_minor) FILTER (WHERE d.day = e.last_day) AS last_value,
         sum(d.value_minor) FILTER (WHERE d.day > e.last_day) AS after_value
    FROM days AS d
    LEFT JOIN ends AS e ON e.customer_id = d.customer_id
   GROUP BY d.customer_id, e.last_day
), contacts AS (
  SELECT i.customer_id, i.day, i.direction, p.last_day,
         max(i.day) FILTER (WHERE i.direction = 1) OVER (PARTITION BY i.customer_id) AS last_outbound_day
    FROM interactions AS i
    JOIN purchases AS p ON p.customer_id = i.customer_id
   WHERE i.day <= until_day
), bonds AS (
  SELECT c.customer_id,
         count(*) FILTER (WHERE c.direction = 1 AND c.day > c.last_day) AS unanswered,
         count(*) FILTER (WHERE c.direction = 1 AND c.day > c.last_outbound_day - 90) AS recent,
         max(c.day) FILTER (WHERE c.direction = 2) AS inbound_day
    FROM contacts AS c
   GROUP BY c.customer_id
), troubles AS (
  SELECT c.customer_id, count(*) AS open
    FROM complaints AS c
   WHERE c.customer_id = ANY (ids)
     AND c.open_time < until_time
     AND (c.resolve_time IS NULL OR c.resolve_time >= until_time)
   GROUP BY c.customer_id
)
SELECT p.customer_id, coalesce(p.months, 0), CAST(coalesce(r.log_gaps, 0) AS bigint),
       CAST(coalesce(p.earlier_value, 0) AS bigint), CAST(coalesce(p.items, 0) AS integer),
       CAST(coalesce(p.earlier_items, 0) AS integer),
       CAST(CASE WHEN p.last_value > 0 AND p.after_value < 0
                 THEN least(-p.after_value * 1000 / p.last_value, 1000)
                 ELSE 0 END AS smallint),
       CAST(coalesce(t.open, 0) AS integer), CAST(coalesce(b.unanswered, 0) AS integer),
       CAST(coalesce(b.recent, 0) AS integer), b.inbound_day
  FROM purchases AS p
  LEFT JOIN rhythms AS r ON r.customer_id = p.customer_id
  LEFT JOIN bonds AS b ON b.customer_id = p.customer_id
  LEFT JOIN troubles AS t ON t.customer_id = p.customer_id
$$;

INSERT INTO behaviours
SELECT r.customer_id, c.bucket, r.bought_months, r.log_gaps_milli, r.earlier_value_minor, r.items, r.earlier_items,
       r.returned_permille, r.open_complaints, r.unanswered_contacts, r.recent_contacts, r.last_inbound_day
  FROM reckon_behaviours(ARRAY(SELECT customer_id FROM purchase_summaries), 2147483647, 'infinity') AS r
  JOIN customers AS c ON c.customer_id = r.customer_id;
