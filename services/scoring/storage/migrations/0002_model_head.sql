CREATE TABLE model_head (
  id     smallint PRIMARY KEY CHECK (id = 1),
  active uuid
);
COMMENT ON TABLE model_head IS 'local: which model new scoring jobs use; one row';
INSERT INTO model_head (id, active) VALUES (1, NULL);
