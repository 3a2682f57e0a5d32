CREATE TABLE frequency_policies (
  version     integer     PRIMARY KEY,
  in_day      integer     NOT NULL,
  in_week     integer     NOT NULL,
  in_month    integer     NOT NULL,
  in_year     integer     NOT NULL,
  min_gap_us  bigint      NOT NULL,
  quiet_start smallint    NOT NULL,
  quiet_end   smallint    NOT NULL,
  time_zone   text        NOT NULL,
  create_time timestamptz NOT NULL
);
COMMENT ON TABLE frequency_policies IS 'reference: how often customers may be addressed; the newest row is in force, the others say what was';

CREATE TABLE contact_turns (
  customer_id text   PRIMARY KEY,
  turn        bigint NOT NULL
);
COMMENT ON TABLE contact_turns IS 'customer: its lock orders what is done about the contacts of one customer';

CREATE TABLE contact_slots (
  customer_id   text        NOT NULL,
  message_id    text        NOT NULL,
  channel       smallint    NOT NULL,
  message_class smallint    NOT NULL,
  purpose_id    text        NOT NULL,
  template_id   text        NOT NULL,
  state         smallint    NOT NULL,
  counts        boolean     NOT NULL,
  decision_id   uuid        NOT NULL,
  reserve_time  timestamptz NOT NULL,
  expire_time   timestamptz NOT NULL,
  commit_time   timestamptz,
  release_time  timestamptz,
  PRIMARY KEY (customer_id, message_id)
);
COMMENT ON TABLE contact_slots IS 'customer: messages that went out or have their place reserved; counts: under the frequency policy';
CREATE INDEX contact_slots_by_time ON contact_slots (customer_id, reserve_time) WHERE counts;

CREATE TABLE contact_pauses (
  customer_id text        NOT NULL,
  record_time timestamptz NOT NULL,
  until_time  timestamptz NOT NULL,
  PRIMARY KEY (customer_id, record_time)
);
COMMENT ON TABLE contact_pauses IS 'customer: until when advertising is not wanted, as it was recorded; the newest row counts';
