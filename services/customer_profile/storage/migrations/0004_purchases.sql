CREATE TABLE ledger (
  id            smallint PRIMARY KEY CHECK (id = 1),
  currency_code text     NOT NULL
);
COMMENT ON TABLE ledger IS 'reference: the one currency of all purchases, set by the first of them';

-- No foreign keys: a bulk import would check them row by row; its merge makes the customers and
-- products of its lines in the same transaction, and nothing ever deletes one with lines.
CREATE TABLE purchase_lines (
  customer_id      text COLLATE "C" NOT NULL,
  purchase_time    timestamptz      NOT NULL,
  source           text COLLATE "C" NOT NULL,
  external_id      text COLLATE "C" NOT NULL,
  line_key         bigint           NOT NULL,
  occurrence       integer          NOT NULL,
  day              integer          NOT NULL,
  quantity         bigint           NOT NULL CHECK (quantity <> 0),
  unit_price_minor bigint           NOT NULL CHECK (unit_price_minor >= 0),
  product_id       text COLLATE "C" NOT NULL,
  PRIMARY KEY (customer_id, source, external_id, line_key, occurrence)
);
CREATE INDEX purchase_lines_by_time ON purchase_lines (customer_id, purchase_time);
COMMENT ON TABLE purchase_lines IS 'customer: what they bought and returned, line by line';
COMMENT ON COLUMN purchase_lines.line_key IS 'hash of product, quantity and price';
COMMENT ON COLUMN purchase_lines.occurrence IS '1, 2, ... among the lines of one purchase with the same key';
COMMENT ON COLUMN purchase_lines.day IS 'day in the time zone of the company, since 1970-01-01';

CREATE TABLE purchase_days (
  customer_id text COLLATE "C" NOT NULL,
  day         integer          NOT NULL,
  bought      boolean          NOT NULL,
  value_minor bigint           NOT NULL,
  bucket      smallint         NOT NULL,
  PRIMARY KEY (customer_id, day)
);
CREATE INDEX purchase_days_by_bucket ON purchase_days (bucket, customer_id, day);
COMMENT ON TABLE purchase_days IS 'customer: net value of each day with lines';
COMMENT ON COLUMN purchase_days.bought IS 'whether one of its lines is neither a return nor free';

CREATE TABLE purchase_summaries (
  customer_id        text COLLATE "C" PRIMARY KEY,
  bucket             smallint NOT NULL,
  first_day          integer,
  last_day           integer,
  repeats            integer  NOT NULL DEFAULT 0,
  earlier_repeats    integer  NOT NULL DEFAULT 0,
  repeat_value_minor bigint   NOT NULL DEFAULT 0,
  total_value_minor  bigint   NOT NULL DEFAULT 0,
  last_outbound_day  integer
);
CREATE INDEX purchase_summaries_by_bucket ON purchase_summaries (bucket, customer_id);
COMMENT ON TABLE purchase_summaries IS 'customer: what the value models need; kept up to date with every write';
