CREATE TABLE jobs (
  id            uuid        PRIMARY KEY,
  kind          text        NOT NULL,
  parameters    bytea       NOT NULL,
  state         smallint    NOT NULL CHECK (state BETWEEN 1 AND 6),
  done          bigint      NOT NULL DEFAULT 0,
  total         bigint      NOT NULL DEFAULT 0,
  unit          text        NOT NULL DEFAULT '',
  activity      text        NOT NULL DEFAULT '',
  expected_end  timestamptz,
  error_code    integer     NOT NULL DEFAULT 0,
  error_reason  text        NOT NULL DEFAULT '',
  error_message text        NOT NULL DEFAULT '',
  creator       text        NOT NULL,
  create_time   timestamptz NOT NULL,
  start_time    timestamptz,
  end_time      timestamptz,
  owner         uuid,
  heartbeat     timestamptz,
  checkpoint    bytea       NOT NULL DEFAULT '',
  result        bytea       NOT NULL DEFAULT '',
  updates       bigint      NOT NULL DEFAULT 1
);
COMMENT ON TABLE jobs IS 'local: long pieces of work and how far they have come';
CREATE INDEX jobs_by_kind ON jobs (kind, create_time DESC, id DESC);
CREATE INDEX jobs_to_do ON jobs (create_time) WHERE state <= 3;
