CREATE TABLE feedback (
  customer_id text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  event_time  timestamptz      NOT NULL,
  feedback_id uuid             NOT NULL,
  kind        smallint         NOT NULL CHECK (kind BETWEEN 1 AND 3),
  reason      text COLLATE "C" NOT NULL REFERENCES feedback_reasons (code),
  words       text             NOT NULL,
  PRIMARY KEY (customer_id, event_time, feedback_id)
);
CREATE INDEX feedback_by_time ON feedback (event_time, customer_id, feedback_id);
COMMENT ON TABLE feedback IS 'customer: what they said, and why they left';
