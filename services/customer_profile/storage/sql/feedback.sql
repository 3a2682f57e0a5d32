-- What customers say.

-- name: add_feedback
-- Stores feedback whose reason is in force; touches no row for another.
INSERT INTO feedback (customer_id, event_time, feedback_id, kind, reason, words)
SELECT CAST(:customer_id AS text), CAST(:event_time AS timestamptz), CAST(:feedback_id AS uuid),
       CAST(:kind AS smallint), code, CAST(:words AS text)
  FROM feedback_reasons
 WHERE code = CAST(:reason AS text)
   AND NOT retired;

-- name: list_feedback
-- What a customer said, newest first. Carried by the primary key.
SELECT feedback_id, kind, reason, words, event_time
  FROM feedback
 WHERE customer_id = :customer_id
 ORDER BY event_time DESC, feedback_id DESC
 LIMIT 1000;

-- name: page_feedback_reasons
-- Who gave which reason, behind a place, by time. Carried by feedback_by_time.
SELECT f.customer_id, f.reason, f.kind, c.kind = 2, f.event_time, f.feedback_id
  FROM feedback AS f
  JOIN customers AS c ON c.customer_id = f.customer_id
 WHERE f.event_time >= CAST(:since AS timestamptz)
   AND (f.event_time, f.customer_id, f.feedback_id)
       > (CAST(:after_time AS timestamptz), CAST(:after_customer AS text), CAST(:after_id AS uuid))
 ORDER BY f.event_time, f.customer_id, f.feedback_id
 LIMIT 1000;

-- name: set_feedback_reason
-- Adds a reason or changes it.
INSERT INTO feedback_reasons (code, display_name, retired)
VALUES (:code, :display_name, CAST(:retired AS boolean))
    ON CONFLICT (code) DO UPDATE
   SET display_name = excluded.display_name,
       retired      = excluded.retired;

-- name: list_feedback_reasons
-- All reasons by code.
SELECT code, display_name, retired
  FROM feedback_reasons
 ORDER BY code
 LIMIT 201;
