CREATE TABLE score_changes (
  set_number  integer          NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  number      bigint           NOT NULL,
  PRIMARY KEY (set_number, customer_id)
);
COMMENT ON TABLE score_changes IS 'customer: whose scores were replaced in a published set, by number of the last time';
CREATE INDEX score_changes_by_number ON score_changes (set_number, number);
