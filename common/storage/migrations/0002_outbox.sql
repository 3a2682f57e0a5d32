CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL,
  customer_id text        NOT NULL,
  payload     bytea       NOT NULL,
  create_time timestamptz NOT NULL,
  ordinal     integer     NOT NULL,
  position    bigint
);
COMMENT ON TABLE outbox IS 'local: changes to be told; a row gets its position once it is committed';
CREATE UNIQUE INDEX outbox_by_position ON outbox (position);
CREATE INDEX outbox_by_topic ON outbox (topic, position);
CREATE INDEX outbox_waiting ON outbox (create_time, ordinal, id) WHERE position IS NULL;

CREATE TABLE outbox_head (
  id      smallint PRIMARY KEY CHECK (id = 1),
  last    bigint   NOT NULL,
  removed bigint   NOT NULL
);
COMMENT ON TABLE outbox_head IS 'local: the last position given out, and the last one removed';
INSERT INTO outbox_head (id, last, removed) VALUES (1, 0, 0);
