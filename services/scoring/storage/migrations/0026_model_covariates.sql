-- Column i of the covariates is 1 for customers whose trait (kind, country) has the value; "*" stands for all
-- values without a column. covariance is row-major, of log-parameters and then effects.
CREATE TABLE model_covariates (
  model_id          uuid               PRIMARY KEY REFERENCES models (id),
  reference_kind    text               NOT NULL,
  reference_country text               NOT NULL,
  traits            text[]             NOT NULL,
  trait_values      text[]             NOT NULL,
  customers         bigint[]           NOT NULL,
  rate_effects      double precision[] NOT NULL,
  leaving_effects   double precision[] NOT NULL,
  staying_effects   double precision[] NOT NULL,
  rate_errors       double precision[] NOT NULL,
  leaving_errors    double precision[] NOT NULL,
  staying_errors    double precision[] NOT NULL,
  covariance        double precision[] NOT NULL,
  used              boolean            NOT NULL
);
COMMENT ON TABLE model_covariates IS 'reference: how kind and country of customers go with their buying';
ALTER TABLE model_candidates ADD COLUMN covariates boolean NOT NULL DEFAULT false;
ALTER TABLE scores ADD COLUMN covariate_group smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN scores.covariate_group IS 'by which the model scored the customer; 0 without covariates';
