-- Parameters are in the order of their names in the paper, covariances k x k row-major of the
-- parameters' logarithms. family: 0 BG/NBD, 1 MBG/NBD, 2 Pareto/NBD.
CREATE TABLE models (
  id                   uuid               PRIMARY KEY,
  create_time          timestamptz        NOT NULL,
  family               smallint           NOT NULL CHECK (family BETWEEN 0 AND 2),
  currency             text               NOT NULL,
  minor_per_unit       integer            NOT NULL CHECK (minor_per_unit > 0),
  as_of_day            integer            NOT NULL,
  customers            bigint             NOT NULL,
  repeat_buyers        bigint             NOT NULL,
  distinct_histories   bigint             NOT NULL,
  parameters           double precision[] NOT NULL,
  standard_errors      double precision[] NOT NULL,
  log_covariance       double precision[] NOT NULL,
  log_likelihood       double precision   NOT NULL,
  dropout_identified   boolean            NOT NULL,
  value_parameters     double precision[] NOT NULL,
  value_fitted         boolean            NOT NULL,
  value_errors         double precision[] NOT NULL,
  value_log_covariance double precision[] NOT NULL,
  value_log_likelihood double precision   NOT NULL,
  value_correlation    double precision   NOT NULL,
  median_repeats       integer            NOT NULL,
  median_recency_weeks double precision   NOT NULL,
  median_age_weeks     double precision   NOT NULL,
  typical_gap_days     double precision   NOT NULL,
  fit_ms               double precision   NOT NULL,
  warnings             text[]             NOT NULL
);
COMMENT ON TABLE models IS 'reference: fitted models of buying and spending';
CREATE INDEX models_by_time ON models (create_time DESC, id DESC);
