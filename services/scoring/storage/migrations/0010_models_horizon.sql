-- The 90 % gap of the customers that a model was fitted on; the version before looked 90 days ahead.
ALTER TABLE models ADD COLUMN horizon_days double precision NOT NULL DEFAULT 90;
