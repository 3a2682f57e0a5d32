CREATE TABLE confirmations (
  token_hash  bytea       PRIMARY KEY,
  customer_id text        NOT NULL,
  opt_in_id   uuid        NOT NULL,
  expire_time timestamptz NOT NULL,
  use_time    timestamptz
);
COMMENT ON TABLE confirmations IS 'local: tokens of confirmation mails, by their hash; looked up without a customer';

CREATE TABLE mails (
  mail_id      uuid        PRIMARY KEY,
  customer_id  text        NOT NULL,
  opt_in_id    uuid        NOT NULL,
  address      text        NOT NULL,
  subject      text        NOT NULL,
  text         text        NOT NULL,
  create_time  timestamptz NOT NULL,
  expire_time  timestamptz NOT NULL,
  due_time     timestamptz,
  attempts     integer     NOT NULL DEFAULT 0,
  sent_time    timestamptz,
  outcome      text        NOT NULL DEFAULT ''
);
COMMENT ON TABLE mails IS 'local: the outbox of mails; due_time is empty once a mail was sent or given up, and its text too';
CREATE INDEX mails_due ON mails (due_time) WHERE due_time IS NOT NULL;

CREATE TABLE mail_counts (
  address_digest bytea       NOT NULL,
  mail_id        uuid        NOT NULL,
  queue_time     timestamptz NOT NULL,
  PRIMARY KEY (address_digest, mail_id)
);
COMMENT ON TABLE mail_counts IS 'local: mails by the keyed hash of their address, for the limits';
CREATE INDEX mail_counts_by_time ON mail_counts (address_digest, queue_time);

CREATE TABLE service_keys (
  name text  PRIMARY KEY,
  key  bytea NOT NULL
);
COMMENT ON TABLE service_keys IS 'local: keys made by the service itself where no file gives one';
INSERT INTO service_keys (name, key)
VALUES ('address', decode(replace(CAST(gen_random_uuid() AS text) || CAST(gen_random_uuid() AS text), '-', ''), 'hex'));
