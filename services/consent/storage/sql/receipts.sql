-- Receipts: the mails after confirmations.

-- name: list_receipted
-- The events in which a request was confirmed, as long as nothing speaks against a mail about it: its consent stands,
-- nobody objected since to mails or to everything, and the address is not suppressed. Carried by primary keys and
-- events_by_subject.
SELECT e.purpose_id, e.log_index, e.leaf
  FROM opt_ins AS o
  JOIN consents AS c ON c.customer_id = o.customer_id AND c.channel = o.channel AND c.purpose_id = o.purpose_id
  JOIN pseudonyms AS n ON n.customer_id = o.customer_id
  JOIN events AS e ON e.subject = n.subject AND e.kind = CAST(:kind AS smallint) AND e.channel = o.channel
                  AND e.purpose_id = o.purpose_id AND e.event_time = o.confirm_time
 WHERE o.customer_id = :customer_id
   AND o.opt_in_id = CAST(:opt_in_id AS uuid)
   AND c.confirm_time >= o.confirm_time
   AND c.withdraw_time IS NULL
   AND NOT EXISTS (SELECT 1
                     FROM objections AS x
                    WHERE x.customer_id = o.customer_id
                      AND x.channel IN (0, 1)
                      AND x.object_time > o.confirm_time)
   AND NOT EXISTS (SELECT 1
                     FROM suppressions AS s
                    WHERE s.address_digest = CAST(:address_digest AS bytea))
 ORDER BY e.purpose_id;
