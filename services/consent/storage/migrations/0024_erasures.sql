CREATE TABLE erasures (
  erasure_id   uuid        PRIMARY KEY,
  state        smallint    NOT NULL,
  by_person    boolean     NOT NULL,
  customer     text        NOT NULL,
  reason       text        NOT NULL,
  request_time timestamptz NOT NULL,
  due_time     timestamptz NOT NULL,
  end_time     timestamptz,
  log_index    bigint
);
COMMENT ON TABLE erasures IS 'local: erasures that were asked for; customer and reason are empty once an erasure is done';
CREATE UNIQUE INDEX erasures_open ON erasures (customer) WHERE state IN (1, 2);
CREATE INDEX erasures_due ON erasures (due_time) WHERE state IN (1, 2);
CREATE INDEX erasures_by_time ON erasures (request_time);

CREATE INDEX mails_of_customer ON mails (customer_id);
CREATE INDEX confirmations_of_customer ON confirmations (customer_id);

CREATE TABLE erased_identities (
  digest     bytea       PRIMARY KEY,
  erase_time timestamptz NOT NULL
);
COMMENT ON TABLE erased_identities IS 'local: customers and addresses that were erased, by keyed hash, so that nobody takes them up again but the person';

CREATE TABLE legal_holds (
  customer_id text        PRIMARY KEY,
  hold_time   timestamptz NOT NULL
);
COMMENT ON TABLE legal_holds IS 'customer: whose data must not be erased; the events say why and by whom';
