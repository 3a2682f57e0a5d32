-- Consents taken over from elsewhere.

-- name: find_imports
-- Which of some ids of a source were imported, with what. Carried by the primary key.
SELECT external_id, content_hash
  FROM consent_imports
 WHERE source = :source
   AND external_id = ANY (CAST(:external_ids AS text[]));

-- name: find_wordings_by_hash
-- Wordings of some purposes with some texts, the newest last. Carried by the primary key.
SELECT purpose_id, text_hash, version
  FROM wordings
 WHERE purpose_id = ANY (CAST(:purpose_ids AS text[]))
   AND text_hash = ANY (CAST(:text_hashes AS bytea[]))
 ORDER BY version;

-- name: find_purposes
-- Those of some purposes that exist. Carried by the primary key.
SELECT purpose_id
  FROM purposes
 WHERE purpose_id = ANY (CAST(:purpose_ids AS text[]));

-- name: add_imports
-- Notes what was imported.
INSERT INTO consent_imports (source, external_id, content_hash, customer_id, channel, purpose_id, missing, confirm_time,
                             log_index, import_time)
SELECT :source, i.external_id, i.content_hash, i.customer_id, i.channel, i.purpose_id,
       string_to_array(i.missing, ' '), i.confirm_time, i.log_index, CAST(:now AS timestamptz)
  FROM unnest(CAST(:external_ids AS text[]), CAST(:content_hashes AS bytea[]), CAST(:customer_ids AS text[]),
              CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]), CAST(:missing AS text[]),
              CAST(:confirm_times AS timestamptz[]), CAST(:log_indexes AS bigint[]))
    AS i (external_id, content_hash, customer_id, channel, purpose_id, missing, confirm_time, log_index);

-- name: store_imported
-- Stores consents, one a place: a proven one where none was confirmed later, an unproven one where nothing is yet.
INSERT INTO consents (customer_id, channel, purpose_id, consent_id, bucket, address, wording, confirm_time)
SELECT c.customer_id, c.channel, c.purpose_id, c.consent_id, c.bucket, c.address, c.wording, c.confirm_time
  FROM unnest(CAST(:customer_ids AS text[]), CAST(:channels AS smallint[]), CAST(:purpose_ids AS text[]),
              CAST(:consent_ids AS uuid[]), CAST(:buckets AS smallint[]), CAST(:addresses AS text[]),
              CAST(:wordings AS integer[]), CAST(:confirm_times AS timestamptz[]))
    AS c (customer_id, channel, purpose_id, consent_id, bucket, address, wording, confirm_time)
    ON CONFLICT (customer_id, channel, purpose_id) DO UPDATE
   SET address      = excluded.address,
       wording      = excluded.wording,
       confirm_time = excluded.confirm_time
 WHERE excluded.confirm_time IS NOT NULL
   AND (consents.confirm_time IS NULL OR consents.confirm_time < excluded.confirm_time);

-- name: list_unproven
-- Unproven consents of customers who never confirmed the same, one a customer, by customer. Carried by
-- consent_imports_unproven.
SELECT DISTINCT ON (i.customer_id) i.customer_id, i.source, i.external_id, i.missing, i.import_time
  FROM consent_imports AS i
 WHERE i.purpose_id = :purpose_id
   AND i.channel = CAST(:channel AS smallint)
   AND cardinality(i.missing) > 0
   AND i.customer_id > :after
   AND NOT EXISTS (SELECT 1
                     FROM consents AS c
                    WHERE c.customer_id = i.customer_id
                      AND c.channel = i.channel
                      AND c.purpose_id = i.purpose_id
                      AND c.confirm_time IS NOT NULL)
 ORDER BY i.customer_id, i.import_time, i.external_id
 LIMIT CAST(:limit AS bigint);
