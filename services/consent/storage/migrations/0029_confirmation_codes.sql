CREATE TABLE confirmation_codes (
  handle_hash bytea       PRIMARY KEY,
  code_hash   bytea       NOT NULL,
  token_hash  bytea       NOT NULL,
  tries       smallint    NOT NULL DEFAULT 0,
  expire_time timestamptz NOT NULL
);
COMMENT ON TABLE confirmation_codes IS 'local: codes of confirmation mails that are typed into the form, by keyed hashes; tries counts how often one was tried';
CREATE INDEX confirmation_codes_by_end ON confirmation_codes (expire_time);
CREATE INDEX confirmation_codes_by_token ON confirmation_codes (token_hash);
