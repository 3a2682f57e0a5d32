-- Whom marketing has forgotten.

-- name: list_last_contacts
-- The next 1,000 active customers, by id, each with when advertising last went out to them: the newest committed contact
-- or, of calls, the last use of a consent, which a recorded call is too; NULL for never. Carried by the primary keys and
-- contact_slots_by_time.
SELECT s.customer_id, greatest(k.commit_time, c.last_use_time)
  FROM subjects AS s
  LEFT JOIN LATERAL (
    SELECT l.commit_time
      FROM contact_slots AS l
     WHERE l.customer_id = s.customer_id
       AND l.counts
       AND l.state = 2
     ORDER BY l.reserve_time DESC
     LIMIT 1
  ) AS k ON TRUE
  LEFT JOIN LATERAL (
    SELECT max(u.last_use_time) AS last_use_time
      FROM consents AS u
     WHERE u.customer_id = s.customer_id
       AND u.channel = CAST(:phone AS smallint)
  ) AS c ON TRUE
 WHERE s.customer_id > :after
   AND s.relation <= 1
 ORDER BY s.customer_id
 LIMIT 1000;
