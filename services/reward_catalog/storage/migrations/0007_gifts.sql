CREATE TABLE gifts (
  customer_id  text        NOT NULL,
  decision_id  uuid        NOT NULL,
  reward_id    text        NOT NULL,
  kind         text        NOT NULL,
  display_name text        NOT NULL,
  worth        bigint      NOT NULL,
  currency     text        NOT NULL,
  moment       smallint    NOT NULL,
  give_time    timestamptz NOT NULL,
  attempts     integer     NOT NULL DEFAULT 0,
  attempt_time timestamptz,
  refusal      text        NOT NULL DEFAULT '',
  PRIMARY KEY (customer_id, decision_id)
);
COMMENT ON TABLE gifts IS 'customer: accepted rewards on their way to the gift ledger; attempt_time is NULL once it has them or refuses them';
CREATE INDEX gifts_to_write ON gifts (attempt_time) WHERE attempt_time IS NOT NULL;
CREATE INDEX gifts_by_decision ON gifts (decision_id);
