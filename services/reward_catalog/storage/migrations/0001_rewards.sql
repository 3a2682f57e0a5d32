CREATE TABLE rewards (
  reward_id        text        PRIMARY KEY,
  display_name     text        NOT NULL,
  kind             text        NOT NULL,
  worth            bigint      NOT NULL CHECK (worth > 0),
  currency         text        NOT NULL,
  attribute_names  text[]      NOT NULL,
  attribute_values text[]      NOT NULL,
  stock            bigint      NOT NULL CHECK (stock >= 0),
  held             bigint      NOT NULL DEFAULT 0 CHECK (held >= 0),
  minimum_age      integer     NOT NULL,
  alcohol          smallint    NOT NULL,
  moments          smallint[]  NOT NULL,
  broadly_usable   boolean     NOT NULL,
  for_companies    boolean     NOT NULL,
  countries        text[]      NOT NULL,
  valid_from       timestamptz,
  valid_until      timestamptz,
  retired          boolean     NOT NULL DEFAULT FALSE,
  version          bigint      NOT NULL DEFAULT 1
);
COMMENT ON TABLE rewards IS 'reference: what can be given; stock is what is left, held the part of it in open choices';
