CREATE TABLE grounds (
  customer_id    text        NOT NULL,
  ground_id      uuid        NOT NULL,
  kind           smallint    NOT NULL,
  channel        smallint    NOT NULL,
  purpose_id     text        NOT NULL,
  goods_category text        NOT NULL,
  complete       boolean     NOT NULL,
  address_digest bytea       NOT NULL,
  record_time    timestamptz NOT NULL,
  end_time       timestamptz,
  PRIMARY KEY (customer_id, ground_id)
);
COMMENT ON TABLE grounds IS 'customer: what a contact may rest on besides a confirmed consent; kind is that of its event, which holds the evidence; a row never goes, it only ends';
