-- What customers buy next. quality: five numbers a list (customers, hit rate, recall, NDCG, MRR) for again, again by
-- popularity, fresh, fresh by popularity; empty, and holdout_day NULL, when no time was kept back.
CREATE TABLE product_models (
  id          uuid               PRIMARY KEY,
  create_time timestamptz        NOT NULL,
  as_of_day   integer            NOT NULL,
  customers   bigint             NOT NULL,
  purchases   bigint             NOT NULL,
  items       integer            NOT NULL,
  dense       boolean            NOT NULL,
  fit_ms      double precision   NOT NULL,
  holdout_day integer,
  quality     double precision[] NOT NULL
);
COMMENT ON TABLE product_models IS 'reference: product models; the newest is in force';
COMMENT ON COLUMN product_models.dense IS 'whether EASE^R or item cosines';
