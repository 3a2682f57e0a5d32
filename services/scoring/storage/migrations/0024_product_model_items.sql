-- A row a product: what is known of it and its links to others. The bytea columns hold 32-bit numbers, little
-- endian: links to other items, and what was bought later, after any purchase and after the first of all.
CREATE TABLE product_model_items (
  model_id         uuid             NOT NULL,
  item             integer          NOT NULL,
  product_id       text COLLATE "C" NOT NULL,
  display_name     text             NOT NULL,
  customers        integer          NOT NULL,
  recent_customers integer          NOT NULL,
  usual_gap_days   real             NOT NULL,
  trend            real             NOT NULL,
  after_from       bigint           NOT NULL,
  after_to         bigint           NOT NULL,
  first_from       bigint           NOT NULL,
  first_to         bigint           NOT NULL,
  link_items       bytea            NOT NULL,
  link_weights     bytea            NOT NULL,
  link_customers   bytea            NOT NULL,
  after_items      bytea            NOT NULL,
  after_customers  bytea            NOT NULL,
  first_items      bytea            NOT NULL,
  first_customers  bytea            NOT NULL,
  PRIMARY KEY (model_id, item)
);
COMMENT ON TABLE product_model_items IS 'reference: the products of product models';
COMMENT ON COLUMN product_model_items.item IS 'number of the product in its model, from 0';
