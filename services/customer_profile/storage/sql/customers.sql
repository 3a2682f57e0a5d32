-- Customers. A writer of anything about a customer takes the customer's row first (lock_customer).

-- name: create_customer
-- Stores a customer with its empty row of last contacts; touches no row when the id is taken.
WITH made AS (
  INSERT INTO customers (customer_id, bucket, kind, display_name, country, language_code, birth_day,
                         create_time, update_time)
  VALUES (:customer_id, CAST(:bucket AS smallint), CAST(:kind AS smallint), :display_name, :country,
          :language_code, CAST(:birth_day AS integer), now(), now())
      ON CONFLICT (customer_id) DO NOTHING
  RETURNING customer_id
)
INSERT INTO last_contacts (customer_id)
SELECT customer_id
  FROM made;

-- name: lock_customer
-- Holds a customer until the transaction ends; no row when there is none. Carried by the primary key.
SELECT version
  FROM customers
 WHERE customer_id = :customer_id
   FOR NO KEY UPDATE;

-- name: find_customers
-- Those of many customers that exist. Carried by the primary key.
SELECT customer_id, kind, display_name, country, language_code, birth_day, version, create_time, update_time
  FROM customers
 WHERE customer_id = ANY (CAST(:customer_ids AS text[]));

-- name: list_customers
-- Customers behind an id, by id. Carried by the primary key.
SELECT customer_id, kind, display_name, country, language_code, birth_day, version, create_time, update_time
  FROM customers
 WHERE customer_id > :after
 ORDER BY customer_id
 LIMIT CAST(:limit AS bigint);

-- name: update_customer
-- Changes what is not NULL, the birth day when :change_birth_day. Carried by the primary key.
UPDATE customers
   SET kind          = coalesce(CAST(:kind AS smallint), kind),
       display_name  = coalesce(CAST(:display_name AS text), display_name),
       country       = coalesce(CAST(:country AS text), country),
       language_code = coalesce(CAST(:language_code AS text), language_code),
       birth_day     = CASE WHEN CAST(:change_birth_day AS boolean) THEN CAST(:birth_day AS integer)
                            ELSE birth_day END,
       version       = version + 1,
       update_time   = now()
 WHERE customer_id = :customer_id;

-- name: find_relations
-- Kind, last purchase, whether a contract runs on a day, and the country, of those of many customers that exist.
-- Carried by the primary keys.
SELECT c.customer_id, c.kind, l.last_purchase_time,
       EXISTS (SELECT 1
                 FROM contracts AS t
                WHERE t.customer_id = c.customer_id
                  AND t.start_day <= CAST(:today AS integer)
                  AND (t.end_day IS NULL OR t.end_day > CAST(:today AS integer))),
       c.country
  FROM customers AS c
  JOIN last_contacts AS l ON l.customer_id = c.customer_id
 WHERE c.customer_id = ANY (CAST(:customer_ids AS text[]));
