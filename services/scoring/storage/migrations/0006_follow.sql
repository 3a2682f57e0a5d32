-- Up to which change the rows of set_number (0: no set yet) are worked off.
CREATE TABLE follow (
  id         smallint PRIMARY KEY CHECK (id = 1),
  set_number integer  NOT NULL,
  cursor     text     NOT NULL
);
COMMENT ON TABLE follow IS 'local: the place in the change stream of customer-profile; one row';
INSERT INTO follow (id, set_number, cursor) VALUES (1, 0, '');
