-- How things stood at a past moment. What is read here never changes any more.

-- name: await_writers
-- Waits for whoever writes to the log now: then everything up to a moment that has passed is there.
SELECT size
  FROM log_head
 WHERE id = 1
   FOR SHARE;

-- name: load_past
-- What is not in a customer's events: the relation, the template, the newest request and the last message as of a
-- moment, and how many events the log held; one row. Carried by primary keys and events_by_time.
SELECT s.country IS NOT NULL, s.recipient, s.relation, s.contract_active, s.country,
       t.template_id IS NOT NULL, coalesce(t.approved AND t.message_class = CAST(:message_class AS smallint), FALSE),
       coalesce(t.goods_category, ''),
       r.request_time, r.expire_time,
       coalesce((SELECT e.log_index + 1
                   FROM events AS e
                  WHERE e.event_time <= CAST(:at AS timestamptz)
                  ORDER BY e.event_time DESC, e.log_index DESC
                  LIMIT 1), 0),
       (SELECT max(k.commit_time)
          FROM contact_slots AS k
         WHERE k.customer_id = :customer_id
           AND k.channel = CAST(:channel AS smallint)
           AND k.purpose_id = :purpose_id
           AND k.commit_time <= CAST(:at AS timestamptz))
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (
    SELECT v.recipient, v.relation, v.contract_active, v.country
      FROM subject_versions AS v
     WHERE v.customer_id = :customer_id
       AND v.read_time <= CAST(:at AS timestamptz)
     ORDER BY v.read_time DESC
     LIMIT 1
  ) AS s ON TRUE
  LEFT JOIN LATERAL (
    SELECT v.template_id, v.message_class, v.approved, v.goods_category
      FROM template_versions AS v
     WHERE v.template_id = :template_id
       AND v.change_time <= CAST(:at AS timestamptz)
     ORDER BY v.change_time DESC
     LIMIT 1
  ) AS t ON TRUE
  LEFT JOIN LATERAL (
    SELECT o.request_time, o.expire_time
      FROM opt_ins AS o
     WHERE o.customer_id = :customer_id
       AND o.channel = CAST(:channel AS smallint)
       AND o.purpose_id = :purpose_id
       AND o.request_time <= CAST(:at AS timestamptz)
     ORDER BY o.request_time DESC
     LIMIT 1
  ) AS r ON TRUE;

-- name: list_past_events
-- A customer's events up to a moment, oldest first; of imported consents with when they were confirmed. Carried by
-- events_by_subject and consent_imports_by_event.
SELECT e.kind, e.event_time, e.channel, e.purpose_id, i.confirm_time
  FROM pseudonyms AS p
  JOIN events AS e ON e.subject = p.subject
  LEFT JOIN consent_imports AS i ON e.kind = 50 AND i.log_index = e.log_index
 WHERE p.customer_id = :customer_id
   AND e.event_time <= CAST(:at AS timestamptz)
 ORDER BY e.log_index;

-- name: add_subject_versions
-- Notes how some customers stand from now on; those that are not here, as not known.
INSERT INTO subject_versions (customer_id, read_time, recipient, relation, contract_active, country)
SELECT q.customer_id, CAST(:now AS timestamptz), s.recipient, s.relation, s.contract_active, s.country
  FROM unnest(CAST(:customer_ids AS text[])) AS q (customer_id)
  LEFT JOIN subjects AS s ON s.customer_id = q.customer_id
    ON CONFLICT (customer_id, read_time) DO UPDATE
   SET recipient       = excluded.recipient,
       relation        = excluded.relation,
       contract_active = excluded.contract_active,
       country         = excluded.country;

-- name: add_template_version
-- Notes how a template stands from now on; a row never changes, so that the second of one moment comes later.
INSERT INTO template_versions (template_id, change_time, message_class, text_hash, approved, goods_category)
SELECT t.template_id,
       greatest(CAST(:now AS timestamptz), (SELECT max(v.change_time) + interval '1 microsecond'
                                              FROM template_versions AS v
                                             WHERE v.template_id = t.template_id)),
       t.message_class, t.text_hash, coalesce(t.approved_hash = t.text_hash, FALSE), t.goods_category
  FROM templates AS t
 WHERE t.template_id = :template_id;
