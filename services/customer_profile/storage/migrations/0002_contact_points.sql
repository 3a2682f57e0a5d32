CREATE TABLE contact_points (
  customer_id      text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
  contact_point_id uuid             NOT NULL,
  type             smallint         NOT NULL CHECK (type BETWEEN 1 AND 3),
  address          text             NOT NULL,
  create_time      timestamptz      NOT NULL,
  PRIMARY KEY (customer_id, contact_point_id),
  UNIQUE (customer_id, type, address)
);
COMMENT ON TABLE contact_points IS 'customer: how they can be reached, normalised';
