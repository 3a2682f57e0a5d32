-- What was recorded about a consent goes when its time is over; that it was recorded stays in the log.

-- name: list_unconfirmed
-- Consents that were asked for and never confirmed, whose last request ended before a moment; nobody signed them on
-- paper, and nobody holds them. Carried by consents_unconfirmed.
SELECT c.customer_id, c.channel, c.purpose_id, c.consent_id, c.withdraw_time
  FROM consents AS c
 WHERE c.confirm_time IS NULL
   AND c.withdraw_time IS NULL
   AND c.expire_time < CAST(:before AS timestamptz)
   AND NOT EXISTS (SELECT 1
                     FROM grounds AS g
                    WHERE g.customer_id = c.customer_id
                      AND g.channel = c.channel
                      AND g.purpose_id = c.purpose_id)
   AND NOT EXISTS (SELECT 1 FROM legal_holds AS h WHERE h.customer_id = c.customer_id)
 ORDER BY c.expire_time
 LIMIT CAST(:limit AS bigint);

-- name: list_withdrawn
-- Consents that were withdrawn before a moment and not given again, of which something is still there; those to calls
-- only when they were last used before another. Nobody holds them. Carried by consents_withdrawn.
SELECT c.customer_id, c.channel, c.purpose_id, c.consent_id, c.withdraw_time
  FROM consents AS c
 WHERE c.withdraw_time < CAST(:before AS timestamptz)
   AND c.address <> ''
   AND (c.confirm_time IS NULL OR c.confirm_time < c.withdraw_time)
   AND (c.request_time IS NULL OR c.request_time < c.withdraw_time)
   AND (c.channel <> CAST(:phone AS smallint) OR c.last_use_time IS NULL
        OR c.last_use_time < CAST(:used_before AS timestamptz))
   AND NOT EXISTS (SELECT 1 FROM legal_holds AS h WHERE h.customer_id = c.customer_id)
 ORDER BY c.withdraw_time
 LIMIT CAST(:limit AS bigint);

-- name: list_old_unproven
-- Consents of which all that there is was imported before a moment, without its proof: never asked for here, never
-- confirmed or withdrawn, not signed on paper; nobody holds them. Carried by consent_imports_unproven and the primary
-- key.
SELECT c.customer_id, c.channel, c.purpose_id, c.consent_id, c.withdraw_time
  FROM consents AS c
 WHERE (c.customer_id, c.channel, c.purpose_id) IN (SELECT i.customer_id, i.channel, i.purpose_id
                                                      FROM consent_imports AS i
                                                     WHERE cardinality(i.missing) > 0
                                                       AND i.import_time < CAST(:before AS timestamptz))
   AND c.request_time IS NULL
   AND c.confirm_time IS NULL
   AND c.withdraw_time IS NULL
   AND NOT EXISTS (SELECT 1
                     FROM consent_imports AS i
                    WHERE i.customer_id = c.customer_id
                      AND i.channel = c.channel
                      AND i.purpose_id = c.purpose_id
                      AND i.import_time >= CAST(:before AS timestamptz))
   AND NOT EXISTS (SELECT 1
                     FROM grounds AS g
                    WHERE g.customer_id = c.customer_id
                      AND g.channel = c.channel
                      AND g.purpose_id = c.purpose_id)
   AND NOT EXISTS (SELECT 1 FROM legal_holds AS h WHERE h.customer_id = c.customer_id)
 ORDER BY c.customer_id, c.channel, c.purpose_id
 LIMIT CAST(:limit AS bigint);

-- name: list_old_grounds
-- Grounds whose life ended before a moment, with the places of what is recorded about them still: those that somebody
-- ended, and those whose customer has not been one since, or is known no more. Not offline consents (25); nobody holds
-- them. The kinds are those of EventKind. Reads all grounds.
SELECT g.customer_id, g.ground_id, g.channel, g.purpose_id,
       coalesce((SELECT string_agg(CAST(e.log_index AS text), ' ' ORDER BY e.log_index)
                   FROM pseudonyms AS p
                   JOIN events AS e ON e.subject = p.subject
                   JOIN sealed_payloads AS s ON s.log_index = e.log_index AND s.sealed IS NOT NULL
                  WHERE p.customer_id = g.customer_id
                    AND e.channel = g.channel
                    AND e.purpose_id = g.purpose_id
                    AND ((e.kind = g.kind AND e.event_time = g.record_time)
                         OR (e.kind = 27 AND e.event_time = g.end_time))), '')
  FROM grounds AS g
 WHERE g.kind <> 25
   AND g.record_time < CAST(:before AS timestamptz)
   AND (g.end_time < CAST(:before AS timestamptz)
        OR (coalesce((SELECT coalesce(v.relation, 9)
                        FROM subject_versions AS v
                       WHERE v.customer_id = g.customer_id
                         AND v.read_time < CAST(:before AS timestamptz)
                       ORDER BY v.read_time DESC
                       LIMIT 1), 0) > 1
            AND NOT EXISTS (SELECT 1
                              FROM subject_versions AS v
                             WHERE v.customer_id = g.customer_id
                               AND v.read_time >= CAST(:before AS timestamptz)
                               AND v.relation <= 1)))
   AND NOT EXISTS (SELECT 1 FROM legal_holds AS h WHERE h.customer_id = g.customer_id)
 ORDER BY g.customer_id, g.ground_id
 LIMIT CAST(:limit AS bigint);

-- name: shred_events
-- Takes away what was recorded about some events. Carried by the primary key.
UPDATE sealed_payloads AS s
   SET sealed = NULL
  FROM unnest(CAST(:log_indexes AS bigint[])) AS k (log_index)
 WHERE s.log_index = k.log_index
   AND s.sealed IS NOT NULL;

-- name: remove_grounds
-- Removes grounds. Carried by the primary key.
DELETE FROM grounds AS g
 USING unnest(CAST(:customer_ids AS text[]), CAST(:ground_ids AS text[])) AS k (customer_id, ground_id)
 WHERE g.customer_id = k.customer_id
   AND g.ground_id = CAST(k.ground_id AS uuid);

-- name: shred_chains
-- Takes away what was recorded about events of customers' channels and purposes before a place in the log. Carried by
-- events_by_subject and the primary keys.
UPDATE sealed_payloads AS s
   SET sealed = NULL
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]))
    AS k (customer_id, channel, purpose_id)
  JOIN pseudonyms AS p ON p.customer_id = k.customer_id
  JOIN events AS e ON e.subject = p.subject AND e.channel = k.channel AND e.purpose_id = k.purpose_id
 WHERE e.log_index < CAST(:before AS bigint)
   AND s.log_index = e.log_index
   AND s.sealed IS NOT NULL;

-- name: remove_expired_requests
-- Removes requests of customers' channels and purposes. Carried by the primary key.
DELETE FROM opt_ins AS o
 USING unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]))
    AS k (customer_id, channel, purpose_id)
 WHERE o.customer_id = k.customer_id
   AND o.channel = k.channel
   AND o.purpose_id = k.purpose_id;

-- name: remove_expired_imports
-- Removes what was noted of consents from elsewhere, of customers' channels and purposes. Carried by
-- consent_imports_by_customer.
DELETE FROM consent_imports AS i
 USING unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]))
    AS k (customer_id, channel, purpose_id)
 WHERE i.customer_id = k.customer_id
   AND i.channel = k.channel
   AND i.purpose_id = k.purpose_id;

-- name: remove_unconfirmed
-- Removes consents that never were any. Carried by the primary key.
DELETE FROM consents AS c
 USING unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]))
    AS k (customer_id, channel, purpose_id)
 WHERE c.customer_id = k.customer_id
   AND c.channel = k.channel
   AND c.purpose_id = k.purpose_id;

-- name: reduce_withdrawn
-- Leaves of withdrawn consents that they are withdrawn, since that is still to be minded. Carried by the primary key.
UPDATE consents AS c
   SET address       = '',
       wording       = 0,
       request_time  = NULL,
       expire_time   = NULL,
       confirm_time  = NULL,
       last_use_time = NULL
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]))
    AS k (customer_id, channel, purpose_id)
 WHERE c.customer_id = k.customer_id
   AND c.channel = k.channel
   AND c.purpose_id = k.purpose_id;
