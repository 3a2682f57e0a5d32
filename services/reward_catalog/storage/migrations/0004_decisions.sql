CREATE TABLE decisions (
  customer_id          text        NOT NULL,
  decision_id          uuid        NOT NULL,
  bucket               smallint    NOT NULL,
  state                smallint    NOT NULL CHECK (state BETWEEN 1 AND 4),
  moment               smallint    NOT NULL,
  purpose_id           text        NOT NULL,
  budget_id            text        NOT NULL,
  budget_held          bigint      NOT NULL CHECK (budget_held >= 0),
  accepted_reward      text        NOT NULL DEFAULT '',
  outcome              smallint    NOT NULL DEFAULT 0,
  target               bigint      NOT NULL,
  currency             text        NOT NULL,
  refused_rewards      text[]      NOT NULL,
  refused_names        text[]      NOT NULL,
  refused_reasons      text[]      NOT NULL,
  refused_explanations text[]      NOT NULL,
  create_time          timestamptz NOT NULL,
  expire_time          timestamptz NOT NULL,
  close_time           timestamptz,
  PRIMARY KEY (customer_id, decision_id)
);
COMMENT ON TABLE decisions IS 'customer: choices that were made; states: 1 offered, 2 accepted, 3 declined, 4 expired';
CREATE INDEX decisions_by_id ON decisions (decision_id);
CREATE INDEX decisions_to_expire ON decisions (expire_time, decision_id) WHERE state = 1;
