CREATE TABLE sealed_payloads (
  log_index bigint PRIMARY KEY,
  sealed    bytea
);
COMMENT ON TABLE sealed_payloads IS 'local: what is personal about an event, sealed under the key of its subject, which lies in another database; the log holds SHA-256(salt, payload) of what is inside; empty (NULL) once it was erased';
COMMENT ON TABLE event_payloads IS 'customer: what versions before sealed_payloads wrote in the clear; migrate seals it and moves it there';
