CREATE TABLE products (
  product_id       text COLLATE "C" PRIMARY KEY,
  display_name     text   NOT NULL DEFAULT '',
  attribute_keys   text[] NOT NULL DEFAULT '{}',
  attribute_values text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE products IS 'reference: what the company sells';
