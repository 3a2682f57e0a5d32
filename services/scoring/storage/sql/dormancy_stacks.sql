-- What dormancy learned beside a model.

-- name: add_dormancy_stack
-- Keeps it; again with the same model changes nothing.
INSERT INTO dormancy_stacks (model_id, trained, intercept, weights, centres, customers, days, aucs, briers,
                             log_scores, calibration_bins, calibration_customers, calibration_predicted,
                             calibration_actual)
VALUES (CAST(:model_id AS uuid), CAST(:trained AS boolean), CAST(:intercept AS double precision),
        CAST(:weights AS double precision[]), CAST(:centres AS double precision[]), CAST(:customers AS bigint),
        CAST(:days AS integer), CAST(:aucs AS double precision[]), CAST(:briers AS double precision[]),
        CAST(:log_scores AS double precision[]), CAST(:calibration_bins AS bigint[]),
        CAST(:calibration_customers AS bigint[]), CAST(:calibration_predicted AS double precision[]),
        CAST(:calibration_actual AS double precision[]))
    ON CONFLICT (model_id) DO NOTHING;

-- name: find_dormancy_stack
-- That of a model. Carried by the primary key.
SELECT trained, intercept, weights, centres, customers, days, aucs, briers, log_scores, calibration_bins,
       calibration_customers, calibration_predicted, calibration_actual
  FROM dormancy_stacks
 WHERE model_id = CAST(:model_id AS uuid);
