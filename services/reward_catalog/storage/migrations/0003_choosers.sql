CREATE TABLE choosers (
  customer_id text        PRIMARY KEY,
  bucket      smallint    NOT NULL,
  choice_time timestamptz NOT NULL
);
COMMENT ON TABLE choosers IS 'customer: who was offered a choice and when last; locked while one is made';
