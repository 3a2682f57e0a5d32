-- How a model did on time that it had not seen; the tables are columns of equal length.
CREATE TABLE hold_outs (
  model_id              uuid               PRIMARY KEY REFERENCES models (id),
  calibration_end_day   integer            NOT NULL,
  holdout_end_day       integer            NOT NULL,
  actual_purchases      double precision   NOT NULL,
  expected_purchases    double precision   NOT NULL,
  mean_absolute_error   double precision   NOT NULL,
  auc                   double precision   NOT NULL,
  baseline_auc          double precision   NOT NULL,
  brier                 double precision   NOT NULL,
  baseline_brier        double precision   NOT NULL,
  log_score             double precision   NOT NULL,
  frequency_repeats     integer[]          NOT NULL,
  frequency_customers   bigint[]           NOT NULL,
  frequency_expected    double precision[] NOT NULL,
  frequency_actual      double precision[] NOT NULL,
  calibration_customers bigint[]           NOT NULL,
  calibration_predicted double precision[] NOT NULL,
  calibration_actual    double precision[] NOT NULL
);
COMMENT ON TABLE hold_outs IS 'reference: how models did on unseen time';
