-- The log for those who check it.

-- name: read_log_end
-- The head.
SELECT size, tree_size, edge, checkpoint, last_time
  FROM log_head
 WHERE id = 1;

-- name: list_evidence
-- A customer's events of one channel and purpose, and objections to the channel or to all, in a log of some size;
-- oldest first. Carried by events_by_subject and the primary keys of payloads.
SELECT e.log_index, e.kind, e.event_time, e.channel, e.purpose_id, e.wording, e.leaf, e.leaf_hash, e.subject,
       s.sealed, n.subject, p.salt, p.payload
  FROM pseudonyms AS n
  JOIN events AS e ON e.subject = n.subject
  LEFT JOIN sealed_payloads AS s ON s.log_index = e.log_index
  LEFT JOIN event_payloads AS p ON p.customer_id = n.customer_id AND p.log_index = e.log_index
 WHERE n.customer_id = :customer_id
   AND ((e.channel = CAST(:channel AS smallint) AND e.purpose_id = CAST(:purpose_id AS text))
        OR (e.channel IN (0, CAST(:channel AS smallint)) AND e.purpose_id = ''))
   AND e.log_index < CAST(:log_size AS bigint)
 ORDER BY e.log_index
 LIMIT 1000;

-- name: find_wordings
-- Some wordings of a purpose. Carried by the primary key.
SELECT purpose_id, version, language, text, text_hash, create_time
  FROM wordings
 WHERE purpose_id = :purpose_id
   AND version = ANY(CAST(:versions AS integer[]))
 ORDER BY version;

-- name: export_wordings
-- All wordings.
SELECT purpose_id, version, language, text, text_hash, create_time
  FROM wordings
 ORDER BY purpose_id, version;

-- name: export_events
-- All events by place, with what was recorded about them: sealed, or in the clear and whose that is. What belongs
-- to no event comes too, so that it is seen.
SELECT coalesce(e.log_index, p.log_index), e.event_id, e.kind, e.event_time, e.subject, e.channel, e.purpose_id,
       e.wording, e.leaf, e.leaf_hash, p.sealed, p.subject, p.salt, p.payload
  FROM events AS e
  FULL JOIN (SELECT s.log_index, s.sealed, CAST(NULL AS bytea), CAST(NULL AS bytea), CAST(NULL AS bytea)
               FROM sealed_payloads AS s
              UNION ALL
             SELECT c.log_index, NULL, n.subject, c.salt, c.payload
               FROM event_payloads AS c
               LEFT JOIN pseudonyms AS n ON n.customer_id = c.customer_id)
         AS p (log_index, sealed, subject, salt, payload) ON p.log_index = e.log_index
 ORDER BY 1;

-- name: export_nodes
-- All subtrees in the order in which the events completed them.
SELECT level, node_index, hash
  FROM log_nodes
 ORDER BY (node_index + 1) << level, level;

-- name: export_tips
-- The last leaves.
SELECT n.subject, t.channel, t.purpose_id, t.leaf_hash
  FROM chain_tips AS t
  LEFT JOIN pseudonyms AS n ON n.customer_id = t.customer_id;

-- name: export_consents
-- Where consents stand; the channel as a channel, and behind the subject as it is stored.
SELECT c.consent_id, c.customer_id, greatest(c.channel, 1), c.purpose_id, c.address, c.wording, c.request_time,
       c.expire_time, c.confirm_time, c.withdraw_time, c.last_use_time, FALSE, n.subject, c.channel
  FROM consents AS c
  LEFT JOIN pseudonyms AS n ON n.customer_id = c.customer_id;

-- name: export_opt_ins
-- Requests, likewise.
SELECT o.opt_in_id, o.customer_id, greatest(o.channel, 1), o.purpose_id, o.address, o.wording, CAST('' AS bytea),
       o.request_time, o.expire_time, o.mailed, o.confirm_time, n.subject, o.channel, o.campaign
  FROM opt_ins AS o
  LEFT JOIN pseudonyms AS n ON n.customer_id = o.customer_id;

-- name: export_objections
-- Objections.
SELECT n.subject, o.channel, o.object_time, o.lifted_channels
  FROM objections AS o
  LEFT JOIN pseudonyms AS n ON n.customer_id = o.customer_id;
