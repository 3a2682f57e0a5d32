-- state: 1 being written, 2 published now or before, 3 being removed.
CREATE TABLE score_sets (
  number          integer          PRIMARY KEY,
  job_id          uuid             NOT NULL UNIQUE,
  model_id        uuid             NOT NULL REFERENCES models (id),
  state           smallint         NOT NULL CHECK (state BETWEEN 1 AND 3),
  as_of_day       integer          NOT NULL,
  annual_discount double precision NOT NULL,
  margin          double precision NOT NULL,
  horizon_days    integer          NOT NULL,
  start_cursor    text             NOT NULL,
  create_time     timestamptz      NOT NULL
);
COMMENT ON TABLE score_sets IS 'reference: how the customers of a set were scored';
