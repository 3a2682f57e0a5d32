CREATE TABLE subject_keys (
  subject       bytea PRIMARY KEY,
  master_key_id text  NOT NULL,
  wrapped_key   bytea NOT NULL
);
COMMENT ON TABLE subject_keys IS 'local: the key of what is personal about each subject of the log, wrapped by a master key; without its row nothing of a subject can be read';
