-- What every session uses.

-- name: ping
-- One row, when the database answers.
SELECT 1;

-- name: set_statement_timeout
-- How long one statement of this session may take, such as 250ms.
SELECT set_config('statement_timeout', :timeout, FALSE);
