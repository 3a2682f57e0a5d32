-- Product models: what customers buy next.

-- name: find_active_product_model
-- The model in force, the newest; no row before the first. Reads the whole table: two rows.
SELECT id
  FROM product_models
 ORDER BY create_time DESC, id DESC
 LIMIT 1;

-- name: find_product_model
-- Carried by the primary key.
SELECT create_time, as_of_day, customers, purchases, items, dense, fit_ms, holdout_day, quality
  FROM product_models
 WHERE id = CAST(:id AS uuid);

-- name: stream_product_items
-- The products of a model in their order. Carried by the primary key.
SELECT product_id, display_name, customers, recent_customers, usual_gap_days, trend, after_from, after_to,
       first_from, first_to, link_items, link_weights, link_customers, after_items, after_customers, first_items,
       first_customers
  FROM product_model_items
 WHERE model_id = CAST(:id AS uuid)
 ORDER BY item;

-- name: add_product_model
-- Makes a model the one in force; its products are there already.
INSERT INTO product_models (id, create_time, as_of_day, customers, purchases, items, dense, fit_ms, holdout_day,
                            quality)
VALUES (CAST(:id AS uuid), :create_time, :as_of_day, :customers, :purchases, :items, :dense, :fit_ms,
        :holdout_day, :quality);

-- name: copy_product_items
-- The products of a model, in the binary form.
COPY product_model_items (model_id, item, product_id, display_name, customers, recent_customers, usual_gap_days,
                          trend, after_from, after_to, first_from, first_to, link_items, link_weights,
                          link_customers, after_items, after_customers, first_items, first_customers)
FROM STDIN (FORMAT binary);

-- name: remove_old_product_items
-- Removes the products of all models but the two newest.
DELETE FROM product_model_items
 WHERE model_id NOT IN (SELECT id FROM product_models ORDER BY create_time DESC, id DESC LIMIT 2);

-- name: remove_old_product_models
-- Removes all models but the two newest.
DELETE FROM product_models
 WHERE id NOT IN (SELECT id FROM product_models ORDER BY create_time DESC, id DESC LIMIT 2);
