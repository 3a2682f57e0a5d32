CREATE INDEX scores_at_risk ON scores (set_number, state, value_at_risk DESC, customer_id DESC);
