-- 0 stands for none.
CREATE TABLE score_head (
  id          smallint PRIMARY KEY CHECK (id = 1),
  published   integer  NOT NULL,
  previous    integer  NOT NULL,
  last_number integer  NOT NULL
);
COMMENT ON TABLE score_head IS 'local: which score set readers see; one row';
INSERT INTO score_head (id, published, previous, last_number) VALUES (1, 0, 0, 0);
