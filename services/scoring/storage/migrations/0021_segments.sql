-- What a segment job found out, run by run: segments, how customers moved between them, product groups, trends,
-- and what newcomers are worth. state: 1 being written, 2 published now or before, 3 its rows are removed.
CREATE TABLE segment_runs (
  number          integer          PRIMARY KEY,
  job_id          uuid             NOT NULL UNIQUE,
  score_set       integer          NOT NULL,
  state           smallint         NOT NULL CHECK (state BETWEEN 1 AND 3),
  currency        text             NOT NULL,
  as_of_day       integer          NOT NULL,
  customers       bigint           NOT NULL,
  silhouette      double precision NOT NULL,
  kept            boolean          NOT NULL,
  next_segment_id integer          NOT NULL,
  next_group_id   integer          NOT NULL,
  notes           text[]           NOT NULL,
  create_time     timestamptz      NOT NULL
);
COMMENT ON TABLE segment_runs IS 'reference: runs of segment jobs';
-- 0 stands for none.
CREATE TABLE segment_head (
  id          smallint PRIMARY KEY CHECK (id = 1),
  published   integer  NOT NULL,
  previous    integer  NOT NULL,
  last_number integer  NOT NULL
);
COMMENT ON TABLE segment_head IS 'local: which segment run readers see; one row';
INSERT INTO segment_head (id, published, previous, last_number) VALUES (1, 0, 0, 0);
-- kind: 1 cluster, 2 RFM cell. Money is in minor units; group_shares and group_lifts are one a product group, by id.
CREATE TABLE segments (
  run                integer            NOT NULL,
  kind               smallint           NOT NULL CHECK (kind BETWEEN 1 AND 2),
  id                 integer            NOT NULL,
  title              text               NOT NULL,
  description        text               NOT NULL,
  customers          bigint             NOT NULL,
  lifetime_value     bigint             NOT NULL,
  revenue            bigint             NOT NULL,
  value_share        double precision   NOT NULL,
  asleep_share       double precision   NOT NULL,
  median_days_silent double precision   NOT NULL,
  mean_purchase_days double precision   NOT NULL,
  group_shares       double precision[] NOT NULL,
  group_lifts        double precision[] NOT NULL,
  centre             double precision[] NOT NULL,
  PRIMARY KEY (run, kind, id)
);
COMMENT ON TABLE segments IS 'reference: segments and what is typical of them';
-- From the run before into this one; 0 stands for not there.
CREATE TABLE segment_movements (
  run            integer NOT NULL,
  from_id        integer NOT NULL,
  to_id          integer NOT NULL,
  customers      bigint  NOT NULL,
  lifetime_value bigint  NOT NULL,
  PRIMARY KEY (run, from_id, to_id)
);
COMMENT ON TABLE segment_movements IS 'reference: how many customers went from which segment to which';
CREATE TABLE product_groups (
  run      integer NOT NULL,
  id       integer NOT NULL,
  name     text    NOT NULL,
  products bigint  NOT NULL,
  baskets  bigint  NOT NULL,
  PRIMARY KEY (run, id)
);
COMMENT ON TABLE product_groups IS 'reference: groups of products';
CREATE TABLE grouped_products (
  run        integer          NOT NULL,
  product_id text COLLATE "C" NOT NULL,
  name       text             NOT NULL,
  group_id   integer          NOT NULL,
  baskets    bigint           NOT NULL,
  PRIMARY KEY (run, product_id)
);
COMMENT ON TABLE grouped_products IS 'reference: the most bought products and their groups';
-- segment_id: 0 for all customers. subject: 1 product group, 2 product.
CREATE TABLE demand_trends (
  run            integer          NOT NULL,
  segment_id     integer          NOT NULL,
  subject        smallint         NOT NULL CHECK (subject BETWEEN 1 AND 2),
  position       integer          NOT NULL,
  subject_id     text             NOT NULL,
  name           text             NOT NULL,
  weeks          integer          NOT NULL,
  purchases      bigint           NOT NULL,
  season_known   boolean          NOT NULL,
  level          double precision NOT NULL,
  monthly_growth double precision NOT NULL,
  growth_low     double precision NOT NULL,
  growth_high    double precision NOT NULL,
  p_value        double precision NOT NULL,
  q_value        double precision NOT NULL,
  PRIMARY KEY (run, segment_id, subject, position)
);
COMMENT ON TABLE demand_trends IS 'reference: how demand moves';
CREATE TABLE prospect_cohorts (
  run           integer          NOT NULL,
  kind          text COLLATE "C" NOT NULL,
  country       text COLLATE "C" NOT NULL,
  product_group text COLLATE "C" NOT NULL,
  customers     bigint           NOT NULL,
  value         double precision NOT NULL,
  value_low     double precision NOT NULL,
  value_high    double precision NOT NULL,
  credibility   double precision NOT NULL,
  PRIMARY KEY (run, kind, country, product_group)
);
COMMENT ON TABLE prospect_cohorts IS 'reference: what newcomers of a kind are worth';
-- history: the segments of the last runs, newest first, separated by blanks; 0: was not there.
-- opens_day and closes_day: of the window of customers who are ripe, 0 for all others.
CREATE TABLE segment_members (
  run              integer          NOT NULL,
  customer_id      text COLLATE "C" NOT NULL,
  segment_id       integer          NOT NULL,
  rfm              smallint         NOT NULL,
  history          text             NOT NULL,
  lifetime_value   bigint           NOT NULL,
  buys_probability double precision NOT NULL,
  ripe_value       bigint           NOT NULL,
  opens_day        integer          NOT NULL,
  closes_day       integer          NOT NULL,
  PRIMARY KEY (run, customer_id)
);
COMMENT ON TABLE segment_members IS 'customer: the segment of each customer, run by run, and who is ripe for a purchase';
CREATE INDEX segment_members_by_segment ON segment_members (run, segment_id, lifetime_value DESC, customer_id DESC);
CREATE INDEX segment_members_by_rfm ON segment_members (run, rfm, lifetime_value DESC, customer_id DESC);
CREATE INDEX segment_members_ripe ON segment_members (run, ripe_value DESC, customer_id DESC) WHERE closes_day > 0;
