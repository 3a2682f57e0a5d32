-- Imports: rows come by COPY into a table of the session alone and are merged from there, a range of
-- buckets in a transaction, so that all lines of a customer are merged together.

-- name: find_staged_lines
-- Whether this session has its staging table.
SELECT to_regclass('pg_temp.staged_lines') IS NOT NULL;

-- name: create_staged_lines
-- The staging table, gone with the session. Names come once a product, countries once a run of rows.
CREATE TEMP TABLE staged_lines (
  bucket           smallint         NOT NULL,
  customer_id      text COLLATE "C" NOT NULL,
  purchase_time    timestamptz      NOT NULL,
  external_id      text COLLATE "C" NOT NULL,
  line_key         bigint           NOT NULL,
  day              integer          NOT NULL,
  quantity         bigint           NOT NULL,
  unit_price_minor bigint           NOT NULL,
  product_id       text COLLATE "C" NOT NULL,
  product_name     text,
  country          text
);

-- name: copy_staged_lines
-- Takes rows in.
COPY staged_lines FROM STDIN (FORMAT binary);

-- name: empty_staged_lines
-- Before and after an import.
TRUNCATE staged_lines;

-- name: index_staged_lines
-- For imports so large that reading all of it for each step would cost more.
CREATE INDEX IF NOT EXISTS staged_lines_by_bucket ON staged_lines (bucket);

-- name: plan_for_bulk
-- For this transaction: plans that fit the tables as they are now and not as they were when this session
-- first ran a statement, sorting in memory, no compilation.
SELECT set_config('plan_cache_mode', 'force_custom_plan', TRUE), set_config('work_mem', '32MB', TRUE),
       set_config('jit', 'off', TRUE);

-- name: make_staged_products
-- Stores the products that are new.
INSERT INTO products (product_id, display_name)
SELECT product_id, max(product_name)
  FROM staged_lines
 WHERE product_name IS NOT NULL
 GROUP BY product_id
 ORDER BY product_id
    ON CONFLICT (product_id) DO NOTHING;

-- name: make_staged_customers
-- Stores the customers that are new in a range of buckets, each with its empty row of last contacts.
WITH made AS (
  INSERT INTO customers (customer_id, bucket, country, create_time, update_time)
  SELECT customer_id, min(bucket), coalesce(max(country), ''), now(), now()
    FROM staged_lines
   WHERE bucket >= CAST(:first_bucket AS smallint)
     AND bucket < CAST(:end_bucket AS integer)
   GROUP BY customer_id
   ORDER BY customer_id
      ON CONFLICT (customer_id) DO NOTHING
  RETURNING customer_id
)
INSERT INTO last_contacts (customer_id)
SELECT customer_id
  FROM made;

-- name: lock_staged_customers
-- Holds the customers of a range of buckets, in the order in which every import takes them.
SELECT count(*)
  FROM (SELECT customer_id
          FROM customers
         WHERE customer_id IN (SELECT customer_id
                                 FROM staged_lines
                                WHERE bucket >= CAST(:first_bucket AS smallint)
                                  AND bucket < CAST(:end_bucket AS integer))
         ORDER BY customer_id
           FOR NO KEY UPDATE) AS held;

-- name: merge_staged_lines
-- Stores the lines of a range of buckets that are new, adds them to their days, and returns for each
-- customer with a new line how many, when the first, the last, and the last that was bought. Whoever has
-- no summary has no lines (the time is no part of what a line is known by: a list read in another time zone
-- brings the same lines), so that only the others are looked up, each line by the primary key (a scalar
-- subquery, since of an EXISTS PostgreSQL would make a hash of the whole table). The customers are held by
-- lock_staged_customers; therefore nothing can come between, and no ON CONFLICT, which would double the
-- time, is needed.
WITH numbered AS (
  SELECT customer_id, purchase_time, external_id, line_key, day, quantity, unit_price_minor, product_id,
         row_number() OVER (PARTITION BY customer_id, external_id, line_key ORDER BY purchase_time) AS occurrence
    FROM staged_lines
   WHERE bucket >= CAST(:first_bucket AS smallint)
     AND bucket < CAST(:end_bucket AS integer)
), stored AS (
  INSERT INTO purchase_lines (customer_id, purchase_time, source, external_id, line_key, occurrence, day,
                              quantity, unit_price_minor, product_id)
  SELECT n.customer_id, n.purchase_time, CAST(:source AS text), n.external_id, n.line_key, n.occurrence, n.day,
         n.quantity, n.unit_price_minor, n.product_id
    FROM numbered AS n
   WHERE n.customer_id NOT IN (SELECT customer_id
                                 FROM purchase_summaries
                                WHERE bucket >= CAST(:first_bucket AS smallint)
                                  AND bucket < CAST(:end_bucket AS integer))
      OR (SELECT l.occurrence
            FROM purchase_lines AS l
           WHERE l.customer_id = n.customer_id
             AND l.source = CAST(:source AS text)
             AND l.external_id = n.external_id
             AND l.line_key = n.line_key
             AND l.occurrence = n.occurrence) IS NULL
   ORDER BY n.customer_id, n.external_id, n.line_key, n.purchase_time
  RETURNING customer_id, purchase_time, day, quantity, unit_price_minor
), days AS (
  INSERT INTO purchase_days (customer_id, day, bought, value_minor, bucket, items)
  SELECT s.customer_id, s.day, bool_or(s.quantity > 0 AND s.unit_price_minor > 0),
         sum(s.quantity * s.unit_price_minor), c.bucket,
         count(*) FILTER (WHERE s.quantity > 0 AND s.unit_price_minor > 0)
    FROM stored AS s
    JOIN customers AS c ON c.customer_id = s.customer_id
   GROUP BY s.customer_id, s.day, c.bucket
      ON CONFLICT (customer_id, day) DO UPDATE
     SET bought      = purchase_days.bought OR excluded.bought,
         value_minor = purchase_days.value_minor + excluded.value_minor,
         items       = purchase_days.items + excluded.items
)
SELECT customer_id, count(*), min(purchase_time), max(purchase_time),
       coalesce(max(purchase_time) FILTER (WHERE quantity > 0 AND unit_price_minor > 0), '-infinity')
  FROM stored
 GROUP BY customer_id
 ORDER BY customer_id;

-- name: start_import
-- Notes an import that begins, or begins again after it broke off.
INSERT INTO imports (import_id, source, dry_run, start_time)
VALUES (CAST(:import_id AS uuid), :source, CAST(:dry_run AS boolean), now())
    ON CONFLICT (import_id) DO UPDATE
   SET start_time = now()
 WHERE imports.end_time IS NULL;

-- name: forget_rejected_rows
-- Removes the rejected rows of an import that broke off. Carried by the primary key.
DELETE FROM rejected_rows
 WHERE import_id = CAST(:import_id AS uuid);

-- name: copy_rejected_rows
-- Takes rejected rows in.
COPY rejected_rows (import_id, line, column_name, value, reason, raw) FROM STDIN (FORMAT binary);

-- name: finish_import
-- Keeps what an import came to. Carried by the primary key.
UPDATE imports
   SET header              = :header,
       delimiter           = :delimiter,
       row_count           = CAST(:row_count AS bigint),
       imported_count      = CAST(:imported_count AS bigint),
       unchanged_count     = CAST(:unchanged_count AS bigint),
       rejected_count      = CAST(:rejected_count AS bigint),
       reasons             = CAST(:reasons AS text[]),
       reason_counts       = CAST(:reason_counts AS bigint[]),
       new_customer_count  = CAST(:new_customer_count AS bigint),
       new_product_count   = CAST(:new_product_count AS bigint),
       first_purchase_time = CAST(:first_purchase_time AS timestamptz),
       last_purchase_time  = CAST(:last_purchase_time AS timestamptz),
       end_time            = now()
 WHERE import_id = CAST(:import_id AS uuid);

-- name: find_import
-- An import, whether it is complete, and what it came to. Carried by the primary key.
SELECT source, dry_run, end_time IS NOT NULL, header, delimiter, row_count, imported_count, unchanged_count,
       rejected_count, reasons, reason_counts, new_customer_count, new_product_count, first_purchase_time,
       last_purchase_time
  FROM imports
 WHERE import_id = CAST(:import_id AS uuid);

-- name: list_first_rejected_rows
-- The first 20 rejected rows. Carried by the primary key.
SELECT line, column_name, value, reason
  FROM rejected_rows
 WHERE import_id = CAST(:import_id AS uuid)
 ORDER BY line
 LIMIT 20;

-- name: stream_rejected_rows
-- All rejected rows as they came. Carried by the primary key.
SELECT reason, raw
  FROM rejected_rows
 WHERE import_id = CAST(:import_id AS uuid)
 ORDER BY line;
