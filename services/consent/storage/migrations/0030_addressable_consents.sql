-- Whom advertising may reach by consent: the one place in SQL that says so, as StateOf() and ObjectionOf() do in C++.
-- Consents on a channel that are confirmed, neither withdrawn since nor stale, of known subjects of countries with rules
-- who do not object; of customers after an id, '' for all. PostgreSQL puts it into the statements that use it, so that
-- their plans are those of one statement; each table is told the id, so that a page begins where the last one ended.
CREATE FUNCTION addressable_consents(on_channel smallint, countries text[], elsewhere boolean,
                                     stale_before timestamptz, after text)
RETURNS TABLE (customer_id text, purpose_id text, confirm_time timestamptz)
LANGUAGE sql STABLE AS $$
SELECT c.customer_id, c.purpose_id, c.confirm_time
  FROM consents AS c
  JOIN subjects AS s ON s.customer_id = c.customer_id
 WHERE c.channel = on_channel
   AND c.customer_id > after
   AND s.customer_id > after
   AND (s.country = ANY (countries) OR (elsewhere AND s.country IS NOT NULL))
   AND c.confirm_time IS NOT NULL
   AND (c.withdraw_time IS NULL OR c.withdraw_time <= c.confirm_time)
   AND (s.contract_active OR greatest(c.confirm_time, c.last_use_time) >= stale_before)
   AND NOT EXISTS (SELECT 1
                     FROM objections AS o
                    WHERE o.customer_id = c.customer_id
                      AND o.customer_id > after
                      AND (o.channel = c.channel
                           OR (o.channel = 0 AND o.lifted_channels & (1 << c.channel) = 0)))
$$;
