CREATE TABLE purposes (
  purpose_id   text        PRIMARY KEY,
  display_name text        NOT NULL,
  create_time  timestamptz NOT NULL
);
COMMENT ON TABLE purposes IS 'reference: what consent is asked for';

CREATE TABLE wordings (
  purpose_id  text        NOT NULL REFERENCES purposes (purpose_id),
  version     integer     NOT NULL CHECK (version >= 1),
  language    text        NOT NULL,
  text        text        NOT NULL,
  text_hash   bytea       NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (purpose_id, version)
);
COMMENT ON TABLE wordings IS 'reference: the words in which consent is asked for; a row never changes';

CREATE TABLE templates (
  template_id   text        PRIMARY KEY,
  message_class smallint    NOT NULL,
  text          text        NOT NULL,
  text_hash     bytea       NOT NULL,
  approved_hash bytea,
  approver      text        NOT NULL DEFAULT '',
  approve_time  timestamptz
);
COMMENT ON TABLE templates IS 'reference: messages that go out again and again; approved while approved_hash = text_hash';
