-- Purchase lines of many customers.

-- name: page_line_customers
-- The next customers behind a place in a range of buckets. Carried by purchase_summaries_by_bucket.
SELECT customer_id, bucket
  FROM purchase_summaries
 WHERE (bucket, customer_id) > (CAST(:bucket AS smallint), CAST(:after AS text))
   AND bucket < CAST(:end_bucket AS integer)
 ORDER BY bucket, customer_id
 LIMIT 250;

-- name: find_line_customers
-- Those of some customers that exist, by id. Carried by the primary key.
SELECT customer_id, bucket
  FROM customers
 WHERE customer_id = ANY (CAST(:customer_ids AS text[]))
 ORDER BY customer_id;

-- name: list_refused_products
-- What each of some customers never wants, by the customer's place among them. Carried by the primary key.
SELECT c.place - 1, p.value
  FROM unnest(CAST(:customer_ids AS text[])) WITH ORDINALITY AS c (customer_id, place)
  JOIN preferences AS p ON p.customer_id = c.customer_id
 WHERE p.attribute = 'product'
   AND p.attitude = 3
 ORDER BY c.place, p.value;

-- name: stream_lines
-- The lines of some customers up to a day, by the customer's place among them. Carried by
-- purchase_lines_by_time.
SELECT c.place - 1, l.product_id, l.day, l.quantity, l.quantity * l.unit_price_minor
  FROM unnest(CAST(:customer_ids AS text[])) WITH ORDINALITY AS c (customer_id, place)
  JOIN purchase_lines AS l ON l.customer_id = c.customer_id
 WHERE l.day <= CAST(:as_of AS integer)
 ORDER BY c.place, l.day, l.product_id, l.purchase_time;
