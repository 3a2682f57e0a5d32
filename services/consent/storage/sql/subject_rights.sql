-- What is held about one customer, for the customer.

-- name: list_subject_events
-- A customer's events behind a place in a log of some size, of one kind or of all (0), with the columns of
-- list_evidence; oldest first. Carried by events_by_subject and the primary keys of payloads.
SELECT e.log_index, e.kind, e.event_time, e.channel, e.purpose_id, e.wording, e.leaf, e.leaf_hash, e.subject,
       s.sealed, n.subject, p.salt, p.payload
  FROM pseudonyms AS n
  JOIN events AS e ON e.subject = n.subject
  LEFT JOIN sealed_payloads AS s ON s.log_index = e.log_index
  LEFT JOIN event_payloads AS p ON p.customer_id = n.customer_id AND p.log_index = e.log_index
 WHERE n.customer_id = :customer_id
   AND e.log_index > CAST(:after AS bigint)
   AND e.log_index < CAST(:log_size AS bigint)
   AND CAST(:kind AS smallint) IN (0, e.kind)
 ORDER BY e.log_index
 LIMIT CAST(:limit AS bigint);

-- name: count_handed_out
-- How often all about a customer was handed out to the customer after a moment; the kind is EventKind's. Carried by
-- events_by_subject.
SELECT count(*)
  FROM pseudonyms AS n
  JOIN events AS e ON e.subject = n.subject
 WHERE n.customer_id = :customer_id
   AND e.kind = 76
   AND e.event_time > CAST(:after AS timestamptz);

-- name: find_handed_out
-- That a place in the log tells of such a wish of the customer's, after a moment; no row otherwise. Carried by the
-- primary keys.
SELECT e.log_index
  FROM pseudonyms AS n
  JOIN events AS e ON e.subject = n.subject
 WHERE n.customer_id = :customer_id
   AND e.log_index = CAST(:log_index AS bigint)
   AND e.kind = 76
   AND e.event_time >= CAST(:after AS timestamptz);

-- name: list_subject_wordings
-- The wordings that a customer's events name. Carried by events_by_subject and the primary key of wordings.
SELECT w.purpose_id, w.version, w.language, w.text, w.text_hash, w.create_time
  FROM (SELECT DISTINCT e.purpose_id, e.wording
          FROM pseudonyms AS n
          JOIN events AS e ON e.subject = n.subject
         WHERE n.customer_id = :customer_id) AS named
  JOIN wordings AS w ON w.purpose_id = named.purpose_id AND w.version = named.wording
 ORDER BY w.purpose_id, w.version;

-- name: export_subject_rows
-- Every row about a customer but the payloads, which come with their events. A test holds the tables against the
-- catalogue. Carried by keys that begin with the customer where there is one; other tables are read whole, which
-- such a rare question may.
SELECT 'subjects', CAST(row_to_json(t) AS text) FROM subjects AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'subject_versions', CAST(row_to_json(t) AS text) FROM subject_versions AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'pseudonyms', CAST(row_to_json(t) AS text) FROM pseudonyms AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'chain_tips', CAST(row_to_json(t) AS text) FROM chain_tips AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'consents', CAST(row_to_json(t) AS text) FROM consents AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'opt_ins', CAST(row_to_json(t) AS text) FROM opt_ins AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'objections', CAST(row_to_json(t) AS text) FROM objections AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'grounds', CAST(row_to_json(t) AS text) FROM grounds AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'confirmations', CAST(row_to_json(t) AS text) FROM confirmations AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'confirmation_codes', CAST(row_to_json(k) AS text)
  FROM confirmations AS t
  JOIN confirmation_codes AS k ON k.token_hash = t.token_hash
 WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'consent_imports', CAST(row_to_json(t) AS text) FROM consent_imports AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'mails', CAST(row_to_json(t) AS text) FROM mails AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'contact_slots', CAST(row_to_json(t) AS text) FROM contact_slots AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'contact_turns', CAST(row_to_json(t) AS text) FROM contact_turns AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'own_limits', CAST(row_to_json(t) AS text) FROM own_limits AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'contact_pauses', CAST(row_to_json(t) AS text) FROM contact_pauses AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'erasures', CAST(row_to_json(t) AS text) FROM erasures AS t WHERE t.customer = :customer_id
 UNION ALL
SELECT 'legal_holds', CAST(row_to_json(t) AS text) FROM legal_holds AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'outbox', CAST(row_to_json(t) AS text) FROM outbox AS t WHERE t.customer_id = :customer_id
 UNION ALL
SELECT 'state_changes', CAST(row_to_json(t) AS text) FROM state_changes AS t WHERE t.customer_id = :customer_id;
