-- What a model's dormancy learned beside it. Weights and centres are in the order of the signals; the quality
-- columns hold the baseline, the model alone, the stack; the calibration columns hold the bins of the three one
-- after the other, calibration_bins how many each has.
CREATE TABLE dormancy_stacks (
  model_id              uuid               PRIMARY KEY REFERENCES models (id),
  trained               boolean            NOT NULL,
  intercept             double precision   NOT NULL,
  weights               double precision[] NOT NULL,
  centres               double precision[] NOT NULL,
  customers             bigint             NOT NULL,
  days                  integer            NOT NULL,
  aucs                  double precision[] NOT NULL,
  briers                double precision[] NOT NULL,
  log_scores            double precision[] NOT NULL,
  calibration_bins      bigint[]           NOT NULL,
  calibration_customers bigint[]           NOT NULL,
  calibration_predicted double precision[] NOT NULL,
  calibration_actual    double precision[] NOT NULL
);
COMMENT ON TABLE dormancy_stacks IS 'reference: what foretells sleep beside a model, and how well';
