CREATE TABLE own_limits (
  customer_id text        NOT NULL,
  record_time timestamptz NOT NULL,
  contacts    integer     NOT NULL,
  days        integer     NOT NULL,
  PRIMARY KEY (customer_id, record_time)
);
COMMENT ON TABLE own_limits IS 'customer: at most so many contacts in so many days, as the customer asked for; the newest row counts, 0 contacts end it';
COMMENT ON TABLE grounds IS 'customer: what a contact may rest on besides a confirmed consent; kind is that of its event, which holds the evidence; a row ends, and goes when its time is over';
