ALTER TABLE log_head
  ADD COLUMN state_version bigint NOT NULL DEFAULT 0,
  ADD COLUMN noted_size    bigint NOT NULL DEFAULT 0;
UPDATE log_head SET noted_size = size;
COMMENT ON TABLE log_head IS 'local: how many events the log holds and the time of the last one; its lock orders all writes. state_version counts the commits that change what checks depend on; noted_size is size unless a version of the service wrote that does not count';

CREATE TABLE state_changes (
  version     bigint NOT NULL,
  customer_id text   NOT NULL,
  PRIMARY KEY (version, customer_id)
);
COMMENT ON TABLE state_changes IS 'local: whose state changed with which version, the newest alone; customer empty: anybody''s';
