-- Purchases, and what is kept up to date with every write of them.

-- name: claim_currency
-- Makes a currency the one of all purchases, unless there is one.
INSERT INTO ledger (id, currency_code)
VALUES (1, :currency_code)
    ON CONFLICT (id) DO NOTHING;

-- name: find_currency
-- The currency of all purchases; no row before the first.
SELECT currency_code
  FROM ledger
 WHERE id = 1;

-- name: find_purchase
-- A row when the customer has this purchase. Carried by the primary key.
SELECT 1
  FROM purchase_lines
 WHERE customer_id = :customer_id
   AND source = :source
   AND external_id = :external_id
 LIMIT 1;

-- name: add_lines
-- Stores the lines of one new purchase and adds them to its day.
WITH lines AS (
  SELECT CAST(:customer_id AS text) AS customer_id, CAST(:day AS integer) AS day, product_id, quantity,
         unit_price_minor, line_key, row_number() OVER (PARTITION BY line_key) AS occurrence
    FROM unnest(CAST(:product_ids AS text[]), CAST(:quantities AS bigint[]), CAST(:unit_prices AS bigint[]),
                CAST(:line_keys AS bigint[])) AS l (product_id, quantity, unit_price_minor, line_key)
), stored AS (
  INSERT INTO purchase_lines (customer_id, purchase_time, source, external_id, line_key, occurrence, day,
                              quantity, unit_price_minor, product_id)
  SELECT customer_id, CAST(:purchase_time AS timestamptz), :source, :external_id, line_key, occurrence, day,
         quantity, unit_price_minor, product_id
    FROM lines
)
INSERT INTO purchase_days (customer_id, day, bought, value_minor, bucket, items)
SELECT customer_id, day, bool_or(quantity > 0 AND unit_price_minor > 0), sum(quantity * unit_price_minor),
       CAST(:bucket AS smallint), count(*) FILTER (WHERE quantity > 0 AND unit_price_minor > 0)
  FROM lines
 GROUP BY customer_id, day
    ON CONFLICT (customer_id, day) DO UPDATE
   SET bought      = purchase_days.bought OR excluded.bought,
       value_minor = purchase_days.value_minor + excluded.value_minor,
       items       = purchase_days.items + excluded.items;

-- name: refresh_summaries
-- Computes the summaries of customers anew from their days, as Summarise in domain/purchase_summary.h does:
-- a purchase day is one with something bought that was not all given back on it; what came back on later days
-- is taken off the repeat value. Carried by the primary key.
WITH days AS (
  SELECT customer_id, bucket, day, value_minor, bought AND value_minor > 0 AS purchased
    FROM purchase_days
   WHERE customer_id = ANY (CAST(:customer_ids AS text[]))
)
INSERT INTO purchase_summaries (customer_id, bucket, first_day, last_day, repeats, earlier_repeats,
                                repeat_value_minor, total_value_minor)
SELECT d.customer_id, b.bucket, b.first_day, b.last_day,
       count(*) FILTER (WHERE d.purchased AND d.day > b.first_day),
       count(*) FILTER (WHERE d.purchased AND d.day > b.first_day
                          AND 2 * (d.day - b.first_day) <= b.last_day - b.first_day),
       greatest(sum(d.value_minor) FILTER (WHERE d.day > b.first_day), 0),
       sum(d.value_minor)
  FROM days AS d
  JOIN (SELECT customer_id, bucket, min(day) FILTER (WHERE purchased) AS first_day,
               max(day) FILTER (WHERE purchased) AS last_day
          FROM days
         GROUP BY customer_id, bucket) AS b ON b.customer_id = d.customer_id
 GROUP BY d.customer_id, b.bucket, b.first_day, b.last_day
    ON CONFLICT (customer_id) DO UPDATE
   SET first_day          = excluded.first_day,
       last_day           = excluded.last_day,
       repeats            = excluded.repeats,
       earlier_repeats    = excluded.earlier_repeats,
       repeat_value_minor = excluded.repeat_value_minor,
       total_value_minor  = excluded.total_value_minor;

-- name: note_last_purchases
-- Moves the time of the last purchase forward. Carried by the primary key.
UPDATE last_contacts
   SET last_purchase_time = p.purchase_time
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:purchase_times AS timestamptz[])) AS p (customer_id, purchase_time)
 WHERE last_contacts.customer_id = p.customer_id
   AND last_contacts.last_purchase_time < p.purchase_time;

-- name: find_summaries
-- The summaries of those of many customers that exist; empty ones for who never bought. Carried by the
-- primary keys.
SELECT c.customer_id, c.bucket, s.first_day, s.last_day, s.repeats, s.earlier_repeats, s.repeat_value_minor,
       s.total_value_minor, s.last_outbound_day
  FROM customers AS c
  LEFT JOIN purchase_summaries AS s ON s.customer_id = c.customer_id
 WHERE c.customer_id = ANY (CAST(:customer_ids AS text[]));

-- name: find_days
-- The days of one customer up to a day, in order. Carried by the primary key.
SELECT day, bought, value_minor
  FROM purchase_days
 WHERE customer_id = :customer_id
   AND day <= CAST(:as_of AS integer)
 ORDER BY day;

-- name: find_last_outbound_day
-- The day a customer was last addressed up to a day. Carried by the primary key.
SELECT day
  FROM interactions
 WHERE customer_id = :customer_id
   AND direction = 1
   AND day <= CAST(:as_of AS integer)
 ORDER BY event_time DESC
 LIMIT 1;

-- name: page_summaries
-- The next customers with a purchase behind a place in a range of buckets. Carried by
-- purchase_summaries_by_bucket.
SELECT customer_id, bucket, first_day, last_day, repeats, earlier_repeats, repeat_value_minor,
       total_value_minor, last_outbound_day
  FROM purchase_summaries
 WHERE (bucket, customer_id) > (CAST(:bucket AS smallint), CAST(:after AS text))
   AND bucket < CAST(:end_bucket AS integer)
   AND first_day IS NOT NULL
 ORDER BY bucket, customer_id
 LIMIT 4000;

-- name: read_span
-- First and last purchase day of all, and who bought; always one row. Reads the whole table.
SELECT min(first_day), max(last_day), count(*)
  FROM purchase_summaries
 WHERE first_day IS NOT NULL;

-- name: stream_days
-- The days up to :until of all customers in a range of buckets, with the day each was last addressed up to
-- :as_of. Carried by purchase_days_by_bucket.
SELECT d.customer_id, d.bucket, d.day, d.bought, d.value_minor,
       CASE WHEN s.last_outbound_day > CAST(:as_of AS integer)
            THEN (SELECT max(i.day)
                    FROM interactions AS i
                   WHERE i.customer_id = d.customer_id
                     AND i.direction = 1
                     AND i.day <= CAST(:as_of AS integer))
            ELSE s.last_outbound_day END
  FROM purchase_days AS d
  LEFT JOIN purchase_summaries AS s ON s.customer_id = d.customer_id
 WHERE d.bucket >= CAST(:first_bucket AS smallint)
   AND d.bucket < CAST(:end_bucket AS integer)
   AND d.day <= CAST(:until AS integer)
 ORDER BY d.bucket, d.customer_id, d.day;
