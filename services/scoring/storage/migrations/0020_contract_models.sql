-- An array has an element for each length of period, by period_months; of lengths without a fit the numbers are 0.
CREATE TABLE contract_models (
  id              uuid               PRIMARY KEY,
  create_time     timestamptz        NOT NULL,
  as_of_day       integer            NOT NULL,
  period_months   integer[]          NOT NULL,
  contracts       bigint[]           NOT NULL,
  renewed         bigint[]           NOT NULL,
  departed        bigint[]           NOT NULL,
  fitted          integer[]          NOT NULL,
  evidence        integer[]          NOT NULL,
  parameters      double precision[] NOT NULL,
  log_covariance  double precision[] NOT NULL,
  log_likelihoods double precision[] NOT NULL
);
COMMENT ON TABLE contract_models IS 'reference: models of renewals (sBG), one a length of period';
COMMENT ON COLUMN contract_models.parameters IS 'alpha, beta of each length, one after the other';
COMMENT ON COLUMN contract_models.log_covariance IS '2 x 2 of the logarithms of alpha, beta of each length';
COMMENT ON COLUMN contract_models.evidence IS '0 enough, 1 spread unknown, 2 nobody left, 3 everybody left';
CREATE INDEX contract_models_by_time ON contract_models (create_time DESC, id DESC);
