-- What the charts of a model draw, as named series of numbers, so that a new chart needs no new table.
CREATE TABLE model_series (
  model_id uuid               NOT NULL REFERENCES models (id),
  name     text               NOT NULL,
  numbers  double precision[] NOT NULL,
  PRIMARY KEY (model_id, name)
);
COMMENT ON TABLE model_series IS 'reference: figures of the charts of models';
