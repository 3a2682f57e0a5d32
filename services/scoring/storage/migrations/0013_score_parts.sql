-- A set is written in parts, so that several replicas can share it: whoever holds the lease of a part that is not
-- done works on it; who comes first to the end stores it. lease_end is the past while nobody has it.
CREATE TABLE score_parts (
  set_number    integer          NOT NULL,
  first_bucket  smallint         NOT NULL,
  end_bucket    smallint         NOT NULL,
  lease_end     timestamptz      NOT NULL DEFAULT '-infinity',
  done          boolean          NOT NULL DEFAULT false,
  customers     bigint           NOT NULL DEFAULT 0,
  clv_60_months double precision NOT NULL DEFAULT 0,
  PRIMARY KEY (set_number, first_bucket)
);
COMMENT ON TABLE score_parts IS 'local: which buckets of a score set are written, by whom now, and what they come to';
