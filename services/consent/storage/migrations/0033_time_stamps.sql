CREATE TABLE time_stamps (
  origin     text        NOT NULL,
  log_size   bigint      NOT NULL,
  root       bytea       NOT NULL,
  response   bytea       NOT NULL,
  stamp_time timestamptz NOT NULL,
  PRIMARY KEY (origin, log_size)
);
COMMENT ON TABLE time_stamps IS 'local: what a time stamp authority signed of the log, by its name: size and root, the answer (a TimeStampResp of RFC 3161 in DER) and the time in it; rows are only ever added';
