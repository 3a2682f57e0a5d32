CREATE TABLE consent_imports (
  source       text        NOT NULL,
  external_id  text        NOT NULL,
  content_hash bytea       NOT NULL,
  customer_id  text        NOT NULL,
  channel      smallint    NOT NULL,
  purpose_id   text        NOT NULL,
  missing      text[]      NOT NULL,
  confirm_time timestamptz,
  log_index    bigint      NOT NULL,
  import_time  timestamptz NOT NULL,
  PRIMARY KEY (source, external_id)
);
COMMENT ON TABLE consent_imports IS 'local: which consents were taken over from elsewhere, by their id there; missing is what their evidence lacks';
CREATE INDEX consent_imports_by_event ON consent_imports (log_index);
CREATE INDEX consent_imports_unproven ON consent_imports (purpose_id, channel, customer_id) WHERE cardinality(missing) > 0;
CREATE INDEX consent_imports_by_customer ON consent_imports (customer_id);
