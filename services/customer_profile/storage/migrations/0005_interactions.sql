CREATE TABLE interactions (
  customer_id    text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  event_time     timestamptz      NOT NULL,
  day            integer          NOT NULL,
  interaction_id uuid             NOT NULL,
  direction      smallint         NOT NULL CHECK (direction BETWEEN 1 AND 2),
  channel        smallint         NOT NULL CHECK (channel BETWEEN 0 AND 8),
  actor          text             NOT NULL,
  subject        text             NOT NULL,
  PRIMARY KEY (customer_id, event_time, interaction_id)
);
COMMENT ON TABLE interactions IS 'customer: each contact between company and customer';

CREATE TABLE last_contacts (
  customer_id        text COLLATE "C" PRIMARY KEY,
  outbound_time      timestamptz NOT NULL DEFAULT '-infinity',
  outbound_id        uuid,
  outbound_channel   smallint    NOT NULL DEFAULT 0,
  outbound_actor     text        NOT NULL DEFAULT '',
  outbound_subject   text        NOT NULL DEFAULT '',
  inbound_time       timestamptz NOT NULL DEFAULT '-infinity',
  inbound_id         uuid,
  inbound_channel    smallint    NOT NULL DEFAULT 0,
  inbound_actor      text        NOT NULL DEFAULT '',
  inbound_subject    text        NOT NULL DEFAULT '',
  last_purchase_time timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX last_contacts_by_outbound_time ON last_contacts (outbound_time, customer_id);
COMMENT ON TABLE last_contacts IS 'customer: the newest contact each way; every customer has a row';
