-- Fitted models.

-- name: add_model
-- Keeps a model; a second time does nothing, so that a fit job may run again.
INSERT INTO models (id, create_time, family_name, currency, minor_per_unit, as_of_day, customers, repeat_buyers,
                    distinct_histories, parameters, standard_errors, log_covariance, log_likelihood,
                    dropout_identified, value_parameters, value_fitted, value_errors, value_log_covariance,
                    value_log_likelihood, value_correlation, median_repeats, median_recency_weeks,
                    median_age_weeks, typical_gap_days, horizon_days, fit_ms, warnings, choice)
VALUES (CAST(:id AS uuid), CAST(:create_time AS timestamptz), :family_name, :currency,
        CAST(:minor_per_unit AS integer), CAST(:as_of_day AS integer), CAST(:customers AS bigint),
        CAST(:repeat_buyers AS bigint), CAST(:distinct_histories AS bigint),
        CAST(:parameters AS double precision[]), CAST(:standard_errors AS double precision[]),
        CAST(:log_covariance AS double precision[]), CAST(:log_likelihood AS double precision),
        CAST(:dropout_identified AS boolean), CAST(:value_parameters AS double precision[]),
        CAST(:value_fitted AS boolean), CAST(:value_errors AS double precision[]),
        CAST(:value_log_covariance AS double precision[]), CAST(:value_log_likelihood AS double precision),
        CAST(:value_correlation AS double precision), CAST(:median_repeats AS integer),
        CAST(:median_recency_weeks AS double precision), CAST(:median_age_weeks AS double precision),
        CAST(:typical_gap_days AS double precision), CAST(:horizon_days AS double precision),
        CAST(:fit_ms AS double precision), CAST(:warnings AS text[]), :choice)
    ON CONFLICT (id) DO NOTHING;

-- name: add_hold_out
-- Keeps how a model did on unseen time; a second time does nothing.
INSERT INTO hold_outs (model_id, calibration_end_day, holdout_end_day, actual_purchases, expected_purchases,
                       mean_absolute_error, auc, baseline_auc, brier, baseline_brier, log_score,
                       frequency_repeats, frequency_customers, frequency_expected, frequency_actual,
                       calibration_customers, calibration_predicted, calibration_actual)
VALUES (CAST(:model_id AS uuid), CAST(:calibration_end_day AS integer), CAST(:holdout_end_day AS integer),
        CAST(:actual_purchases AS double precision), CAST(:expected_purchases AS double precision),
        CAST(:mean_absolute_error AS double precision), CAST(:auc AS double precision),
        CAST(:baseline_auc AS double precision), CAST(:brier AS double precision),
        CAST(:baseline_brier AS double precision), CAST(:log_score AS double precision),
        CAST(:frequency_repeats AS integer[]), CAST(:frequency_customers AS bigint[]),
        CAST(:frequency_expected AS double precision[]), CAST(:frequency_actual AS double precision[]),
        CAST(:calibration_customers AS bigint[]), CAST(:calibration_predicted AS double precision[]),
        CAST(:calibration_actual AS double precision[]))
    ON CONFLICT (model_id) DO NOTHING;

-- name: add_candidate
-- Keeps a family that was tried before the model was chosen; a second time does nothing.
INSERT INTO model_candidates (model_id, place, family, state, failure, chosen, log_score, behind, behind_error,
                              auc, brier, expected_purchases, mean_absolute_error, log_likelihood, seasonal,
                              covariates)
VALUES (CAST(:model_id AS uuid), CAST(:place AS integer), :family, CAST(:state AS smallint), :failure,
        CAST(:chosen AS boolean), CAST(:log_score AS double precision), CAST(:behind AS double precision),
        CAST(:behind_error AS double precision), CAST(:auc AS double precision),
        CAST(:brier AS double precision), CAST(:expected_purchases AS double precision),
        CAST(:mean_absolute_error AS double precision), CAST(:log_likelihood AS double precision),
        CAST(:seasonal AS boolean), CAST(:covariates AS boolean))
    ON CONFLICT (model_id, place) DO NOTHING;

-- name: add_season
-- Keeps the season that was fitted with a model; a second time does nothing.
INSERT INTO model_seasons (model_id, months, identified, used)
VALUES (CAST(:model_id AS uuid), CAST(:months AS double precision[]), CAST(:identified AS boolean),
        CAST(:used AS boolean))
    ON CONFLICT (model_id) DO NOTHING;

-- name: add_covariates
-- Keeps the covariates that were fitted with a model; a second time does nothing.
INSERT INTO model_covariates (model_id, reference_kind, reference_country, traits, trait_values, customers,
                              rate_effects, leaving_effects, staying_effects, rate_errors, leaving_errors,
                              staying_errors, covariance, used)
VALUES (CAST(:model_id AS uuid), :reference_kind, :reference_country, CAST(:traits AS text[]),
        CAST(:trait_values AS text[]), CAST(:customers AS bigint[]), CAST(:rate_effects AS double precision[]),
        CAST(:leaving_effects AS double precision[]), CAST(:staying_effects AS double precision[]),
        CAST(:rate_errors AS double precision[]), CAST(:leaving_errors AS double precision[]),
        CAST(:staying_errors AS double precision[]), CAST(:covariance AS double precision[]),
        CAST(:used AS boolean))
    ON CONFLICT (model_id) DO NOTHING;

-- name: add_series
-- Keeps one series of a model's report; a second time does nothing.
INSERT INTO model_series (model_id, name, numbers)
VALUES (CAST(:model_id AS uuid), :name, CAST(:numbers AS double precision[]))
    ON CONFLICT (model_id, name) DO NOTHING;

-- name: activate_model
-- Lets new scoring jobs use a model, if there is one of that id; gives it back then.
UPDATE model_head
   SET active = CAST(:id AS uuid)
 WHERE id = 1
   AND EXISTS (SELECT 1 FROM models AS m WHERE m.id = CAST(:id AS uuid))
RETURNING active;

-- name: find_active_model
-- The id of the model that new scoring jobs use; NULL before the first.
SELECT active
  FROM model_head
 WHERE id = 1;

-- name: find_model
-- One model, and whether it is the active one. Carried by the primary key.
SELECT m.id, m.create_time,
       COALESCE(m.family_name, CASE m.family WHEN 0 THEN 'bg_nbd' WHEN 1 THEN 'mbg_nbd' ELSE 'pareto_nbd' END),
       m.currency, m.minor_per_unit, m.as_of_day, m.customers, m.repeat_buyers, m.distinct_histories, m.parameters, m.standard_errors, m.log_covariance, m.log_likelihood,
       m.dropout_identified, m.value_parameters, m.value_fitted, m.value_errors, m.value_log_covariance,
       m.value_log_likelihood, m.value_correlation, m.median_repeats, m.median_recency_weeks,
       m.median_age_weeks, m.typical_gap_days, m.horizon_days, m.fit_ms, m.warnings,
       m.id IS NOT DISTINCT FROM (SELECT active FROM model_head WHERE id = 1), m.choice
  FROM models AS m
 WHERE m.id = CAST(:id AS uuid);

-- name: list_models
-- Models, newest first, after the model :after (all without it). Carried by models_by_time.
SELECT m.id, m.create_time,
       COALESCE(m.family_name, CASE m.family WHEN 0 THEN 'bg_nbd' WHEN 1 THEN 'mbg_nbd' ELSE 'pareto_nbd' END),
       m.currency, m.minor_per_unit, m.as_of_day, m.customers, m.repeat_buyers, m.distinct_histories, m.parameters, m.standard_errors, m.log_covariance, m.log_likelihood,
       m.dropout_identified, m.value_parameters, m.value_fitted, m.value_errors, m.value_log_covariance,
       m.value_log_likelihood, m.value_correlation, m.median_repeats, m.median_recency_weeks,
       m.median_age_weeks, m.typical_gap_days, m.horizon_days, m.fit_ms, m.warnings,
       m.id IS NOT DISTINCT FROM (SELECT active FROM model_head WHERE id = 1), m.choice
  FROM models AS m
 WHERE CAST(:after AS uuid) IS NULL
    OR (m.create_time, m.id) < (SELECT a.create_time, a.id FROM models AS a WHERE a.id = CAST(:after AS uuid))
 ORDER BY m.create_time DESC, m.id DESC
 LIMIT CAST(:limit AS bigint);

-- name: find_hold_out
-- How a model did on unseen time. Carried by the primary key.
SELECT calibration_end_day, holdout_end_day, actual_purchases, expected_purchases, mean_absolute_error, auc,
       baseline_auc, brier, baseline_brier, log_score, frequency_repeats, frequency_customers,
       frequency_expected, frequency_actual, calibration_customers, calibration_predicted, calibration_actual
  FROM hold_outs
 WHERE model_id = CAST(:model_id AS uuid);

-- name: find_season
-- The season that was fitted with a model. Carried by the primary key.
SELECT months, identified, used
  FROM model_seasons
 WHERE model_id = CAST(:model_id AS uuid);

-- name: find_covariates
-- The covariates that were fitted with a model. Carried by the primary key.
SELECT reference_kind, reference_country, traits, trait_values, customers, rate_effects, leaving_effects,
       staying_effects, rate_errors, leaving_errors, staying_errors, covariance, used
  FROM model_covariates
 WHERE model_id = CAST(:model_id AS uuid);

-- name: list_candidates
-- The families that were tried before a model was chosen, best first. Carried by the primary key.
SELECT family, state, failure, chosen, log_score, behind, behind_error, auc, brier, expected_purchases,
       mean_absolute_error, log_likelihood, seasonal, covariates
  FROM model_candidates
 WHERE model_id = CAST(:model_id AS uuid)
 ORDER BY place;

-- name: list_series
-- The series of a model's report. Carried by the primary key.
SELECT name, numbers
  FROM model_series
 WHERE model_id = CAST(:model_id AS uuid);
