CREATE TABLE subject_versions (
  customer_id     text        NOT NULL,
  read_time       timestamptz NOT NULL,
  recipient       smallint,
  relation        smallint,
  contract_active boolean,
  country         text,
  PRIMARY KEY (customer_id, read_time)
);
COMMENT ON TABLE subject_versions IS 'customer: what customer-profile said when, for questions about the past; country empty (NULL): the customer was not known';
