-- Behaviours: what reckon_behaviours (see the migration) makes of days, contacts and complaints.

-- name: refresh_behaviours
-- Reckons the behaviours of some customers anew. Carried by the primary keys.
INSERT INTO behaviours (customer_id, bucket, bought_months, log_gaps_milli, earlier_value_minor, items,
                        earlier_items, returned_permille, open_complaints, unanswered_contacts, recent_contacts,
                        last_inbound_day)
SELECT r.customer_id, c.bucket, r.bought_months, r.log_gaps_milli, r.earlier_value_minor, r.items,
       r.earlier_items, r.returned_permille, r.open_complaints, r.unanswered_contacts, r.recent_contacts,
       r.last_inbound_day
  FROM reckon_behaviours(CAST(:customer_ids AS text[]), 2147483647, 'infinity') AS r
  JOIN customers AS c ON c.customer_id = r.customer_id
    ON CONFLICT (customer_id) DO UPDATE
   SET bought_months       = excluded.bought_months,
       log_gaps_milli      = excluded.log_gaps_milli,
       earlier_value_minor = excluded.earlier_value_minor,
       items               = excluded.items,
       earlier_items       = excluded.earlier_items,
       returned_permille   = excluded.returned_permille,
       open_complaints     = excluded.open_complaints,
       unanswered_contacts = excluded.unanswered_contacts,
       recent_contacts     = excluded.recent_contacts,
       last_inbound_day    = excluded.last_inbound_day;

-- name: find_behaviours
-- Those of some customers that there are, and when their last contract ends, where none goes on. Carried by the
-- primary keys.
SELECT b.customer_id, b.bucket, b.bought_months, b.log_gaps_milli, b.earlier_value_minor, b.items,
       b.earlier_items, b.returned_permille, b.open_complaints, b.unanswered_contacts, b.recent_contacts,
       b.last_inbound_day,
       (SELECT max(c.end_day)
          FROM contracts AS c
         WHERE c.customer_id = b.customer_id
        HAVING bool_and(c.end_day IS NOT NULL))
  FROM behaviours AS b
 WHERE b.customer_id = ANY (CAST(:customer_ids AS text[]));

-- name: find_behaviours_until
-- The same as they were at the end of a day; what was known of contracts then is not. Carried by the primary
-- keys.
SELECT r.customer_id, c.bucket, r.bought_months, r.log_gaps_milli, r.earlier_value_minor, r.items,
       r.earlier_items, r.returned_permille, r.open_complaints, r.unanswered_contacts, r.recent_contacts,
       r.last_inbound_day, CAST(NULL AS integer)
  FROM reckon_behaviours(CAST(:customer_ids AS text[]), CAST(:until_day AS integer),
                         CAST(:until_time AS timestamptz)) AS r
  JOIN customers AS c ON c.customer_id = r.customer_id
 ORDER BY c.bucket, r.customer_id;

-- name: page_behaviours
-- The next customers behind a place in a range of buckets, with the ends of contracts. Carried by
-- behaviours_by_bucket and the primary key of contracts.
SELECT b.customer_id, b.bucket, b.bought_months, b.log_gaps_milli, b.earlier_value_minor, b.items,
       b.earlier_items, b.returned_permille, b.open_complaints, b.unanswered_contacts, b.recent_contacts,
       b.last_inbound_day,
       (SELECT max(c.end_day)
          FROM contracts AS c
         WHERE c.customer_id = b.customer_id
        HAVING bool_and(c.end_day IS NOT NULL))
  FROM behaviours AS b
 WHERE (b.bucket, b.customer_id) > (CAST(:bucket AS smallint), CAST(:after AS text))
   AND b.bucket < CAST(:end_bucket AS integer)
   AND b.bought_months <> 0
 ORDER BY b.bucket, b.customer_id
 LIMIT 4000;
