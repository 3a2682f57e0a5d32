-- place: 0 is the best. state: 0 converged, 1 dropout not identified, 2 failed.
CREATE TABLE model_candidates (
  model_id            uuid             NOT NULL REFERENCES models (id),
  place               integer          NOT NULL CHECK (place >= 0),
  family              text             NOT NULL,
  state               smallint         NOT NULL CHECK (state BETWEEN 0 AND 2),
  failure             text             NOT NULL,
  chosen              boolean          NOT NULL,
  log_score           double precision NOT NULL,
  behind              double precision NOT NULL,
  behind_error        double precision NOT NULL,
  auc                 double precision NOT NULL,
  brier               double precision NOT NULL,
  expected_purchases  double precision NOT NULL,
  mean_absolute_error double precision NOT NULL,
  log_likelihood      double precision NOT NULL,
  PRIMARY KEY (model_id, place)
);
COMMENT ON TABLE model_candidates IS 'reference: families that were tried before a model was chosen';
COMMENT ON COLUMN model_candidates.behind IS 'log-score of the chosen one less this one''s, a customer';
