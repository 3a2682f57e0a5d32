-- Runs of segment jobs: written under a number nobody reads yet, then published at once.

-- name: take_segment_run_number
-- A number for a new run.
UPDATE segment_head
   SET last_number = last_number + 1
 WHERE id = 1
RETURNING last_number;

-- name: add_segment_run
-- Begins a run.
INSERT INTO segment_runs (number, job_id, score_set, state, currency, as_of_day, customers, silhouette, kept,
                          next_segment_id, next_group_id, notes, create_time)
VALUES (CAST(:number AS integer), CAST(:job_id AS uuid), CAST(:score_set AS integer), 1, :currency,
        CAST(:as_of_day AS integer), 0, 0, false, 1, 1, CAST(:notes AS text[]), CAST(:create_time AS timestamptz));

-- name: complete_segment_run
-- Notes what a run came to. Carried by the primary key.
UPDATE segment_runs
   SET customers       = CAST(:customers AS bigint),
       silhouette      = CAST(:silhouette AS double precision),
       kept            = CAST(:kept AS boolean),
       next_segment_id = CAST(:next_segment_id AS integer),
       next_group_id   = CAST(:next_group_id AS integer),
       notes           = CAST(:notes AS text[])
 WHERE number = CAST(:number AS integer);

-- name: find_segment_run
-- One run. Carried by the primary key.
SELECT number, job_id, state, score_set, currency, as_of_day, customers, silhouette, kept, next_segment_id,
       next_group_id, notes, create_time
  FROM segment_runs
 WHERE number = CAST(:number AS integer);

-- name: find_segment_run_of_job
-- The run that a job writes or wrote. Carried by segment_runs_job_id_key.
SELECT number, job_id, state, score_set, currency, as_of_day, customers, silhouette, kept, next_segment_id,
       next_group_id, notes, create_time
  FROM segment_runs
 WHERE job_id = CAST(:job_id AS uuid);

-- name: find_published_segment_run
-- The run that readers see; no row before the first. Carried by the primary keys.
SELECT r.number, r.job_id, r.state, r.score_set, r.currency, r.as_of_day, r.customers, r.silhouette, r.kept,
       r.next_segment_id, r.next_group_id, r.notes, r.create_time
  FROM segment_head AS h
  JOIN segment_runs AS r ON r.number = h.published
 WHERE h.id = 1;

-- name: list_segment_runs
-- Runs that are published or were, up to one, newest first. Carried by the primary key.
SELECT number, job_id, state, score_set, currency, as_of_day, customers, silhouette, kept, next_segment_id,
       next_group_id, notes, create_time
  FROM segment_runs
 WHERE number <= CAST(:up_to AS integer)
   AND state >= 2
 ORDER BY number DESC
 LIMIT CAST(:limit AS bigint);

-- name: move_segment_run
-- Moves a run from one state to the next: from being written (1) to published (2), from there to retired (3), by
-- which long readers see that its rows go. Touches no row when it stands elsewhere. Carried by the primary key.
UPDATE segment_runs
   SET state = CAST(:next AS smallint)
 WHERE number = CAST(:number AS integer)
   AND state = CAST(:state AS smallint);

-- name: publish_segment_run
-- Lets readers see a run: this one row decides.
UPDATE segment_head
   SET previous  = published,
       published = CAST(:number AS integer)
 WHERE id = 1;

-- name: find_old_segment_runs
-- Runs whose rows nobody needs: neither published nor the one before, nor written by a job that lives; whether they
-- are to be forgotten altogether, because they never were published or the newest :remembered ones are others.
SELECT r.number, r.state = 1 OR r.number NOT IN (SELECT k.number
                                                   FROM segment_runs AS k
                                                  WHERE k.state >= 2
                                                  ORDER BY k.number DESC
                                                  LIMIT CAST(:remembered AS bigint))
  FROM segment_runs AS r
  JOIN segment_head AS h ON h.id = 1
 WHERE r.number <> h.published
   AND r.number <> h.previous
   AND NOT (r.state = 1 AND EXISTS (SELECT 1 FROM jobs AS j WHERE j.id = r.job_id AND j.state <= 3))
 ORDER BY r.number;

-- name: remove_segment_run
-- Forgets a run; its rows went before. Carried by the primary key.
DELETE FROM segment_runs
 WHERE number = CAST(:number AS integer);

-- name: remove_segment_members
-- Removes some members of a run. Carried by the primary key.
DELETE FROM segment_members
 WHERE (run, customer_id) IN (SELECT m.run, m.customer_id
                                FROM segment_members AS m
                               WHERE m.run = CAST(:run AS integer)
                               LIMIT CAST(:limit AS bigint));

-- name: remove_segments
-- Removes the segments of a run. Carried by the primary key.
DELETE FROM segments
 WHERE run = CAST(:run AS integer);

-- name: remove_segment_movements
-- Removes the movements into a run. Carried by the primary key.
DELETE FROM segment_movements
 WHERE run = CAST(:run AS integer);

-- name: remove_product_groups
-- Removes the product groups of a run. Carried by the primary key.
DELETE FROM product_groups
 WHERE run = CAST(:run AS integer);

-- name: remove_grouped_products
-- Removes the products of a run. Carried by the primary key.
DELETE FROM grouped_products
 WHERE run = CAST(:run AS integer);

-- name: remove_demand_trends
-- Removes the trends of a run. Carried by the primary key.
DELETE FROM demand_trends
 WHERE run = CAST(:run AS integer);

-- name: remove_prospect_cohorts
-- Removes the cohorts of a run. Carried by the primary key.
DELETE FROM prospect_cohorts
 WHERE run = CAST(:run AS integer);

-- name: add_segment
-- One segment of a run.
INSERT INTO segments (run, kind, id, title, description, customers, lifetime_value, revenue, value_share,
                      asleep_share, median_days_silent, mean_purchase_days, group_shares, group_lifts, centre)
VALUES (CAST(:run AS integer), CAST(:kind AS smallint), CAST(:id AS integer), :title, :description,
        CAST(:customers AS bigint), CAST(:lifetime_value AS bigint), CAST(:revenue AS bigint),
        CAST(:value_share AS double precision), CAST(:asleep_share AS double precision),
        CAST(:median_days_silent AS double precision), CAST(:mean_purchase_days AS double precision),
        CAST(:group_shares AS double precision[]), CAST(:group_lifts AS double precision[]),
        CAST(:centre AS double precision[]));

-- name: list_segments
-- The segments of one kind, by id. Carried by the primary key.
SELECT id, title, description, customers, lifetime_value, revenue, value_share, asleep_share, median_days_silent,
       mean_purchase_days, group_shares, group_lifts, centre
  FROM segments
 WHERE run  = CAST(:run AS integer)
   AND kind = CAST(:kind AS smallint)
 ORDER BY id;

-- name: add_segment_movement
-- How many customers went from one segment to another; 0 stands for not there.
INSERT INTO segment_movements (run, from_id, to_id, customers, lifetime_value)
VALUES (CAST(:run AS integer), CAST(:from_id AS integer), CAST(:to_id AS integer), CAST(:customers AS bigint),
        CAST(:lifetime_value AS bigint));

-- name: list_segment_movements
-- The movements into a run, most customers first. Carried by the primary key.
SELECT from_id, to_id, customers, lifetime_value
  FROM segment_movements
 WHERE run = CAST(:run AS integer)
 ORDER BY customers DESC, from_id, to_id;

-- name: add_product_group
-- One product group of a run.
INSERT INTO product_groups (run, id, name, products, baskets)
VALUES (CAST(:run AS integer), CAST(:id AS integer), :name, CAST(:products AS bigint), CAST(:baskets AS bigint));

-- name: list_product_groups
-- The product groups of a run, by id. Carried by the primary key.
SELECT id, name, products, baskets
  FROM product_groups
 WHERE run = CAST(:run AS integer)
 ORDER BY id;

-- name: copy_grouped_products
-- Writes rows as fast as PostgreSQL takes them.
COPY grouped_products (run, product_id, name, group_id, baskets)
FROM STDIN (FORMAT binary);

-- name: list_grouped_products
-- The most bought products of a run, by id. Carried by the primary key.
SELECT product_id, name, group_id, baskets
  FROM grouped_products
 WHERE run = CAST(:run AS integer)
 ORDER BY product_id;

-- name: find_grouped_product
-- One product of a run. Carried by the primary key.
SELECT product_id, name, group_id, baskets
  FROM grouped_products
 WHERE run        = CAST(:run AS integer)
   AND product_id = :product_id;

-- name: copy_demand_trends
-- Writes rows as fast as PostgreSQL takes them.
COPY demand_trends (run, segment_id, subject, position, subject_id, name, weeks, purchases, season_known, level,
                    monthly_growth, growth_low, growth_high, p_value, q_value)
FROM STDIN (FORMAT binary);

-- name: list_demand_trends
-- A page of the trends of a segment, by position. Carried by the primary key.
SELECT position, subject_id, name, weeks, purchases, season_known, level, monthly_growth, growth_low, growth_high,
       p_value, q_value
  FROM demand_trends
 WHERE run        = CAST(:run AS integer)
   AND segment_id = CAST(:segment_id AS integer)
   AND subject    = CAST(:subject AS smallint)
   AND position   > CAST(:after AS integer)
   AND q_value   <= CAST(:most_q AS double precision)
   AND (monthly_growth >  0 AND CAST(:rising AS boolean)
     OR monthly_growth <= 0 AND CAST(:falling AS boolean))
 ORDER BY position
 LIMIT CAST(:limit AS bigint);

-- name: copy_prospect_cohorts
-- Writes rows as fast as PostgreSQL takes them.
COPY prospect_cohorts (run, kind, country, product_group, customers, value, value_low, value_high, credibility)
FROM STDIN (FORMAT binary);

-- name: list_prospect_cohorts
-- The cohorts of a run, by attributes. Carried by the primary key.
SELECT kind, country, product_group, customers, value, value_low, value_high, credibility
  FROM prospect_cohorts
 WHERE run = CAST(:run AS integer)
 ORDER BY kind, country, product_group;

-- name: copy_segment_members
-- Writes rows as fast as PostgreSQL takes them.
COPY segment_members (run, customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value,
                      opens_day, closes_day)
FROM STDIN (FORMAT binary);

-- name: find_segment_member
-- One customer in a run. Carried by the primary key.
SELECT customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value, opens_day, closes_day
  FROM segment_members
 WHERE run         = CAST(:run AS integer)
   AND customer_id = :customer_id;

-- name: list_segment_members_by_id
-- Customers of a run by id, after one. Carried by the primary key.
SELECT customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value, opens_day, closes_day
  FROM segment_members
 WHERE run         = CAST(:run AS integer)
   AND customer_id > :after
 ORDER BY customer_id
 LIMIT CAST(:limit AS bigint);

-- name: list_segment_members
-- A page of a segment, those worth most first. Carried by segment_members_by_segment.
SELECT customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value, opens_day, closes_day
  FROM segment_members
 WHERE run        = CAST(:run AS integer)
   AND segment_id = CAST(:segment_id AS integer)
   AND (lifetime_value, customer_id) < (CAST(:below AS bigint), :after)
 ORDER BY lifetime_value DESC, customer_id DESC
 LIMIT CAST(:limit AS bigint);

-- name: list_rfm_members
-- A page of an RFM cell, those worth most first. Carried by segment_members_by_rfm.
SELECT customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value, opens_day, closes_day
  FROM segment_members
 WHERE run = CAST(:run AS integer)
   AND rfm = CAST(:rfm AS smallint)
   AND (lifetime_value, customer_id) < (CAST(:below AS bigint), :after)
 ORDER BY lifetime_value DESC, customer_id DESC
 LIMIT CAST(:limit AS bigint);

-- name: list_ripe_members
-- A page of the customers inside their purchase window, of one segment or all (0), those whose next purchases
-- should bring most first. Carried by segment_members_ripe.
SELECT customer_id, segment_id, rfm, history, lifetime_value, buys_probability, ripe_value, opens_day, closes_day
  FROM segment_members
 WHERE run = CAST(:run AS integer)
   AND closes_day > 0
   AND CAST(:segment_id AS integer) IN (0, segment_id)
   AND (ripe_value, customer_id) < (CAST(:below AS bigint), :after)
 ORDER BY ripe_value DESC, customer_id DESC
 LIMIT CAST(:limit AS bigint);
