CREATE TABLE feedback_reasons (
  code         text COLLATE "C" PRIMARY KEY,
  display_name text    NOT NULL,
  retired      boolean NOT NULL
);
COMMENT ON TABLE feedback_reasons IS 'reference: the reasons that feedback chooses from';
INSERT INTO feedback_reasons (code, display_name, retired)
VALUES ('ASSORTMENT', 'does not find what is wanted', FALSE),
       ('COMPETITOR', 'buys elsewhere', FALSE),
       ('DELIVERY', 'delivery too slow, late or damaged', FALSE),
       ('MOVED', 'moved away, or can no longer get here', FALSE),
       ('NO_NEED', 'needs nothing of the kind any more', FALSE),
       ('OTHER', 'something else', FALSE),
       ('PRICE', 'too expensive', FALSE),
       ('QUALITY', 'not content with the goods', FALSE),
       ('SERVICE', 'not content with how customers are treated', FALSE),
       ('TOO_MUCH_ADVERTISING', 'addressed too often', FALSE);
