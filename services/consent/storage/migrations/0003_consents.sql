CREATE TABLE consents (
  customer_id   text        NOT NULL,
  channel       smallint    NOT NULL,
  purpose_id    text        NOT NULL,
  consent_id    uuid        NOT NULL,
  bucket        smallint    NOT NULL,
  address       text        NOT NULL,
  wording       integer     NOT NULL,
  request_time  timestamptz,
  expire_time   timestamptz,
  confirm_time  timestamptz,
  withdraw_time timestamptz,
  last_use_time timestamptz,
  PRIMARY KEY (customer_id, channel, purpose_id)
);
COMMENT ON TABLE consents IS 'customer: where each consent stands, by the moments of its life';
CREATE UNIQUE INDEX consents_by_id ON consents (customer_id, consent_id);
CREATE INDEX consents_by_purpose ON consents (purpose_id, channel, customer_id) WHERE confirm_time IS NOT NULL;

CREATE TABLE objections (
  customer_id     text        NOT NULL,
  channel         smallint    NOT NULL,
  object_time     timestamptz NOT NULL,
  lifted_channels integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (customer_id, channel)
);
COMMENT ON TABLE objections IS 'customer: who objects to what; channel 0 is all, without those whose bit is set in lifted_channels';

CREATE TABLE opt_ins (
  customer_id  text        NOT NULL,
  opt_in_id    uuid        NOT NULL,
  purpose_id   text        NOT NULL,
  channel      smallint    NOT NULL,
  address      text        NOT NULL,
  wording      integer     NOT NULL,
  mailed       boolean     NOT NULL,
  request_time timestamptz NOT NULL,
  expire_time  timestamptz NOT NULL,
  confirm_time timestamptz,
  PRIMARY KEY (customer_id, opt_in_id, purpose_id)
);
COMMENT ON TABLE opt_ins IS 'customer: every request for consent, one row a purpose';
CREATE INDEX opt_ins_by_purpose ON opt_ins (purpose_id, channel);

CREATE TABLE subjects (
  customer_id     text        PRIMARY KEY,
  bucket          smallint    NOT NULL,
  recipient       smallint    NOT NULL,
  relation        smallint    NOT NULL,
  contract_active boolean     NOT NULL,
  read_time       timestamptz NOT NULL
);
COMMENT ON TABLE subjects IS 'customer: a copy of what customer-profile says, for the rules';

CREATE TABLE feed (
  id     smallint PRIMARY KEY CHECK (id = 1),
  cursor text     NOT NULL
);
COMMENT ON TABLE feed IS 'local: how far the changes of customer-profile were read';
INSERT INTO feed (id, cursor) VALUES (1, '');
