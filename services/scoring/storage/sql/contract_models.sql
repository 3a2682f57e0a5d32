-- Models of renewals.

-- name: add_contract_model
-- Keeps a model; touches no row when it is there.
INSERT INTO contract_models (id, create_time, as_of_day, period_months, contracts, renewed, departed, fitted, evidence,
                             parameters, log_covariance, log_likelihoods)
VALUES (CAST(:id AS uuid), CAST(:create_time AS timestamptz), CAST(:as_of_day AS integer),
        CAST(:period_months AS integer[]), CAST(:contracts AS bigint[]), CAST(:renewed AS bigint[]),
        CAST(:departed AS bigint[]), CAST(:fitted AS integer[]), CAST(:evidence AS integer[]),
        CAST(:parameters AS double precision[]), CAST(:log_covariance AS double precision[]),
        CAST(:log_likelihoods AS double precision[]))
    ON CONFLICT (id) DO NOTHING;

-- name: find_contract_model
-- The newest model. Carried by contract_models_by_time.
SELECT id, create_time, as_of_day, period_months, contracts, renewed, departed, fitted, evidence, parameters,
       log_covariance, log_likelihoods
  FROM contract_models
 ORDER BY create_time DESC, id DESC
 LIMIT 1;
