-- No foreign key to products: a contract may name one that no list of products has.
CREATE TABLE contracts (
  customer_id   text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  source        text COLLATE "C" NOT NULL,
  external_id   text COLLATE "C" NOT NULL,
  contract_id   uuid             NOT NULL,
  bucket        smallint         NOT NULL,
  product_id    text COLLATE "C" NOT NULL,
  period_months smallint         NOT NULL CHECK (period_months BETWEEN 1 AND 120),
  price_minor   bigint           NOT NULL CHECK (price_minor >= 0),
  start_day     integer          NOT NULL,
  end_day       integer,
  end_reason    text             NOT NULL DEFAULT '',
  record_time   timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, source, external_id),
  CONSTRAINT contracts_by_id UNIQUE (customer_id, contract_id),
  CONSTRAINT contracts_end_after_start CHECK (end_day > start_day)
);
CREATE INDEX contracts_by_bucket ON contracts (bucket, customer_id, contract_id);
COMMENT ON TABLE contracts IS 'customer: contracts that renew themselves each period until they end';
COMMENT ON COLUMN contracts.start_day IS 'day in the time zone of the company, since 1970-01-01; so is end_day';
COMMENT ON COLUMN contracts.end_day IS 'first day without the contract; NULL while nobody ended it';
