CREATE TABLE gifts (
  customer_id    text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  give_time      timestamptz      NOT NULL,
  gift_id        uuid             NOT NULL,
  kind           text             NOT NULL,
  display_name   text             NOT NULL,
  occasion       text             NOT NULL,
  reward         text             NOT NULL,
  worth_minor    bigint           NOT NULL,
  worth_currency text             NOT NULL,
  PRIMARY KEY (customer_id, give_time, gift_id)
);
COMMENT ON TABLE gifts IS 'customer: the gift ledger';

CREATE TABLE preferences (
  customer_id text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  attribute   text COLLATE "C" NOT NULL,
  value       text COLLATE "C" NOT NULL,
  attitude    smallint         NOT NULL CHECK (attitude BETWEEN 1 AND 3),
  stated      boolean          NOT NULL,
  update_time timestamptz      NOT NULL,
  PRIMARY KEY (customer_id, attribute, value)
);
COMMENT ON TABLE preferences IS 'customer: what they like, dislike and never want';

CREATE TABLE complaints (
  customer_id  text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  complaint_id uuid             NOT NULL,
  subject      text             NOT NULL,
  open_time    timestamptz      NOT NULL,
  resolve_time timestamptz,
  PRIMARY KEY (customer_id, complaint_id)
);
CREATE INDEX complaints_by_time ON complaints (customer_id, open_time, complaint_id);
COMMENT ON TABLE complaints IS 'customer: complaints, open until they are resolved';
