CREATE TABLE replays (
  caller      text        NOT NULL,
  request_id  uuid        NOT NULL,
  method      text        NOT NULL,
  fingerprint bytea       NOT NULL,
  answer      bytea       NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, request_id)
);
COMMENT ON TABLE replays IS 'local: answers given, for requests that come again';
CREATE INDEX replays_by_time ON replays (create_time);
