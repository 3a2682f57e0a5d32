CREATE TABLE decision_items (
  customer_id       text     NOT NULL,
  decision_id       uuid     NOT NULL,
  place             smallint NOT NULL,
  reward_id         text     NOT NULL,
  display_name      text     NOT NULL,
  kind              text     NOT NULL,
  worth             bigint   NOT NULL,
  currency          text     NOT NULL,
  score             float8   NOT NULL,
  term_codes        text[]   NOT NULL,
  term_explanations text[]   NOT NULL,
  term_values       float8[] NOT NULL,
  PRIMARY KEY (customer_id, decision_id, place)
);
COMMENT ON TABLE decision_items IS 'customer: the rewards of a choice, best first from place 0, as they were then';
