CREATE TABLE log_head (
  id        smallint    PRIMARY KEY CHECK (id = 1),
  size      bigint      NOT NULL,
  last_time timestamptz NOT NULL
);
COMMENT ON TABLE log_head IS 'local: how many events the log holds and the time of the last one; its lock orders all writes';
INSERT INTO log_head (id, size, last_time) VALUES (1, 0, timestamptz 'epoch');

CREATE TABLE events (
  log_index   bigint      PRIMARY KEY,
  event_id    uuid        NOT NULL,
  kind        smallint    NOT NULL,
  event_time  timestamptz NOT NULL,
  subject     bytea       NOT NULL,
  channel     smallint    NOT NULL,
  purpose_id  text        NOT NULL,
  wording     integer     NOT NULL,
  leaf        bytea       NOT NULL,
  leaf_hash   bytea       NOT NULL
);
COMMENT ON TABLE events IS 'local: the log; rows are only ever added; it knows customers by pseudonym alone';
-- The role that owns the table may take this back; it is no wall, but no statement of ours runs into it.
REVOKE UPDATE, DELETE, TRUNCATE ON events FROM CURRENT_USER;
CREATE INDEX events_by_subject ON events (subject, log_index);

CREATE TABLE pseudonyms (
  customer_id text  PRIMARY KEY,
  subject     bytea NOT NULL
);
COMMENT ON TABLE pseudonyms IS 'customer: under which random name the log knows a customer';

CREATE TABLE chain_tips (
  customer_id text     NOT NULL,
  channel     smallint NOT NULL,
  purpose_id  text     NOT NULL,
  leaf_hash   bytea    NOT NULL,
  PRIMARY KEY (customer_id, channel, purpose_id)
);
COMMENT ON TABLE chain_tips IS 'customer: the last leaf of each channel and purpose; channel 0 is all, purpose empty for objections';

CREATE TABLE event_payloads (
  customer_id text   NOT NULL,
  log_index   bigint NOT NULL,
  salt        bytea  NOT NULL,
  payload     bytea  NOT NULL,
  PRIMARY KEY (customer_id, log_index)
);
COMMENT ON TABLE event_payloads IS 'customer: what is personal about an event; the log holds SHA-256(salt, payload)';
