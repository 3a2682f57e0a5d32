CREATE TABLE suppressions (
  address_digest bytea       PRIMARY KEY,
  suppress_time  timestamptz NOT NULL
);
COMMENT ON TABLE suppressions IS 'local: addresses by keyed hash that get no confirmation mail, because their owners said "that was not me"';
