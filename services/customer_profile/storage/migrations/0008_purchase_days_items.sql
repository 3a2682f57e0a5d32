-- How many lines were bought on a day, for the breadth of baskets. While the version before still writes, its
-- days count none.
ALTER TABLE purchase_days ADD COLUMN items integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN purchase_days.items IS 'lines of the day that are neither a return nor free';
UPDATE purchase_days
   SET items = l.items
  FROM (SELECT customer_id, day, count(*) AS items
          FROM purchase_lines
         WHERE quantity > 0
           AND unit_price_minor > 0
         GROUP BY customer_id, day) AS l
 WHERE purchase_days.customer_id = l.customer_id
   AND purchase_days.day = l.day;
