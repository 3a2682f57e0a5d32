CREATE TABLE budgets (
  budget_id    text   PRIMARY KEY,
  display_name text   NOT NULL,
  currency     text   NOT NULL,
  total        bigint NOT NULL CHECK (total > 0),
  spent        bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  held         bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  CHECK (spent + held <= total)
);
COMMENT ON TABLE budgets IS 'reference: money that may be given away, in minor units';
