CREATE TABLE customers (
  customer_id   text COLLATE "C" PRIMARY KEY,
  bucket        smallint    NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  kind          smallint    NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 2),
  display_name  text        NOT NULL DEFAULT '',
  country       text        NOT NULL DEFAULT '',
  language_code text        NOT NULL DEFAULT '',
  birth_day     integer,
  version       bigint      NOT NULL DEFAULT 1,
  create_time   timestamptz NOT NULL,
  update_time   timestamptz NOT NULL
);
COMMENT ON TABLE customers IS 'customer: who they are; the row that every writer of a customer locks first';
COMMENT ON COLUMN customers.birth_day IS 'days since 1970-01-01';
COMMENT ON COLUMN customers.version IS 'grows with each change; the etag';
