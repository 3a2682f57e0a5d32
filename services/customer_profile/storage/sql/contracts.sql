-- Contracts of customers.

-- name: add_contract
-- Stores a contract; touches no row when the customer has one of this source and external id. Carried by the
-- primary key.
INSERT INTO contracts (customer_id, source, external_id, contract_id, bucket, product_id, period_months, price_minor,
                       start_day, end_day, end_reason)
VALUES (:customer_id, :source, :external_id, CAST(:contract_id AS uuid), CAST(:bucket AS smallint), :product_id,
        CAST(:period_months AS smallint), CAST(:price_minor AS bigint), CAST(:start_day AS integer),
        CAST(:end_day AS integer), :end_reason)
    ON CONFLICT (customer_id, source, external_id) DO NOTHING;

-- name: find_contract_by_source
-- A customer's contract of a source and external id. Carried by the primary key.
SELECT contract_id, source, external_id, product_id, period_months, price_minor, start_day, end_day, end_reason,
       record_time, customer_id, bucket
  FROM contracts
 WHERE customer_id = :customer_id
   AND source = :source
   AND external_id = :external_id;

-- name: find_contract
-- A contract of a customer. Carried by contracts_by_id.
SELECT contract_id, source, external_id, product_id, period_months, price_minor, start_day, end_day, end_reason,
       record_time, customer_id, bucket
  FROM contracts
 WHERE contract_id = CAST(:contract_id AS uuid)
   AND customer_id = :customer_id;

-- name: count_contracts
-- How many contracts a customer has. Carried by the primary key.
SELECT count(*)
  FROM contracts
 WHERE customer_id = :customer_id;

-- name: list_contracts
-- The contracts of a customer, the newest start first. Carried by the primary key.
SELECT contract_id, source, external_id, product_id, period_months, price_minor, start_day, end_day, end_reason,
       record_time, customer_id, bucket
  FROM contracts
 WHERE customer_id = :customer_id
 ORDER BY start_day DESC, contract_id;

-- name: end_contract
-- Sets the end of a contract. Carried by contracts_by_id.
UPDATE contracts
   SET end_day    = CAST(:end_day AS integer),
       end_reason = :end_reason
 WHERE contract_id = CAST(:contract_id AS uuid)
   AND customer_id = :customer_id;

-- name: page_contracts
-- The next contracts behind a place in a range of buckets. Carried by contracts_by_bucket.
SELECT contract_id, source, external_id, product_id, period_months, price_minor, start_day, end_day, end_reason,
       record_time, customer_id, bucket
  FROM contracts
 WHERE (bucket, customer_id, contract_id)
       > (CAST(:bucket AS smallint), CAST(:after_customer AS text), CAST(:after_contract AS uuid))
   AND bucket < CAST(:end_bucket AS integer)
 ORDER BY bucket, customer_id, contract_id
 LIMIT 4000;
