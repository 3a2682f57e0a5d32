-- months: twelve multipliers of the rate of buying, January first. Absent where no season was asked for.
CREATE TABLE model_seasons (
  model_id   uuid               PRIMARY KEY REFERENCES models (id),
  months     double precision[] NOT NULL CHECK (cardinality(months) = 12),
  identified boolean            NOT NULL,
  used       boolean            NOT NULL
);
COMMENT ON TABLE model_seasons IS 'reference: in which months customers buy more';
COMMENT ON COLUMN model_seasons.used IS 'whether the model counts time on this season''s clock';
ALTER TABLE model_candidates ADD COLUMN seasonal boolean NOT NULL DEFAULT false;
