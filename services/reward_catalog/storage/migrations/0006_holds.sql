CREATE TABLE holds (
  customer_id text        NOT NULL,
  decision_id uuid        NOT NULL,
  reward_id   text        NOT NULL,
  expire_time timestamptz NOT NULL,
  PRIMARY KEY (customer_id, decision_id, reward_id)
);
COMMENT ON TABLE holds IS 'customer: one piece of a reward held for an open choice; a row for each in rewards.held';
CREATE INDEX holds_by_end ON holds (expire_time, reward_id);
