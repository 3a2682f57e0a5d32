CREATE TABLE cosignatures (
  witness     text        NOT NULL,
  origin      text        NOT NULL,
  log_size    bigint      NOT NULL,
  root        bytea       NOT NULL,
  cosignature text        NOT NULL,
  cosign_time timestamptz NOT NULL,
  PRIMARY KEY (witness, origin, log_size)
);
COMMENT ON TABLE cosignatures IS 'local: what witnesses elsewhere signed of the log, by their keys and its name: size and root, the line of the signature and the time in it; rows are only ever added';

ALTER TABLE mails
  ADD COLUMN kind            smallint NOT NULL DEFAULT 0,
  ADD COLUMN unsubscribe_url text     NOT NULL DEFAULT '';
