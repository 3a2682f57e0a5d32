-- Products of the sales catalogue.

-- name: upsert_product
-- Stores a product as it is sent; says whether it was new.
INSERT INTO products (product_id, display_name, attribute_keys, attribute_values)
VALUES (:product_id, :display_name, CAST(:attribute_keys AS text[]), CAST(:attribute_values AS text[]))
    ON CONFLICT (product_id) DO UPDATE
   SET display_name     = excluded.display_name,
       attribute_keys   = excluded.attribute_keys,
       attribute_values = excluded.attribute_values
RETURNING xmax = 0;

-- name: find_product
-- One product. Carried by the primary key.
SELECT product_id, display_name, attribute_keys, attribute_values
  FROM products
 WHERE product_id = :product_id;

-- name: list_products
-- Products behind an id, by id. Carried by the primary key.
SELECT product_id, display_name, attribute_keys, attribute_values
  FROM products
 WHERE product_id > :after
 ORDER BY product_id
 LIMIT CAST(:limit AS bigint);

-- name: make_products
-- Stores those of many products that are new; the others stay as they are.
INSERT INTO products (product_id, display_name)
SELECT product_id, max(display_name)
  FROM unnest(CAST(:product_ids AS text[]), CAST(:display_names AS text[])) AS p (product_id, display_name)
 GROUP BY product_id
 ORDER BY product_id
    ON CONFLICT (product_id) DO NOTHING;
