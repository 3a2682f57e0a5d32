-- When a set was published, and what it came to then; in minor units of the model's currency.
ALTER TABLE score_sets
  ADD COLUMN publish_time  timestamptz,
  ADD COLUMN customers     bigint           NOT NULL DEFAULT 0,
  ADD COLUMN clv_60_months double precision NOT NULL DEFAULT 0;
