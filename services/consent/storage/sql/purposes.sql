-- What consent is asked for, in which words, and messages free of advertising.

-- name: create_purpose
-- Adds a purpose; no row when there are 1,000 already.
INSERT INTO purposes (purpose_id, display_name, goods_category, create_time)
SELECT CAST(:purpose_id AS text), CAST(:display_name AS text), CAST(:goods_category AS text), now()
 WHERE (SELECT count(*) FROM purposes) < 1000
RETURNING purpose_id, display_name, create_time, goods_category;

-- name: get_purpose
-- One purpose. Carried by the primary key.
SELECT purpose_id, display_name, create_time, goods_category
  FROM purposes
 WHERE purpose_id = :purpose_id;

-- name: list_purposes
-- All purposes by id. Carried by the primary key.
SELECT purpose_id, display_name, create_time, goods_category
  FROM purposes
 ORDER BY purpose_id
 LIMIT 1000;

-- name: lock_purpose
-- Lets one transaction at a time add a wording to a purpose. Carried by the primary key.
SELECT purpose_id
  FROM purposes
 WHERE purpose_id = :purpose_id
   FOR UPDATE;

-- name: add_wording
-- Adds a wording under the next version of a locked purpose.
INSERT INTO wordings (purpose_id, version, language, text, text_hash, create_time)
SELECT CAST(:purpose_id AS text), coalesce(max(version), 0) + 1, CAST(:language AS text), CAST(:text AS text),
       CAST(:text_hash AS bytea), now()
  FROM wordings
 WHERE purpose_id = :purpose_id
RETURNING purpose_id, version, language, text, text_hash, create_time;

-- name: list_wordings
-- The newest wordings of a purpose, newest first: at most 1,000, and no more than 3 MiB of text, since a message
-- has an end. Carried by the primary key.
SELECT purpose_id, version, language, text, text_hash, create_time
  FROM (SELECT purpose_id, version, language, text, text_hash, create_time,
               sum(octet_length(text)) OVER (ORDER BY version DESC) AS bytes_so_far
          FROM wordings
         WHERE purpose_id = :purpose_id) AS w
 WHERE bytes_so_far <= 3 * 1024 * 1024
 ORDER BY version DESC
 LIMIT 1000;

-- name: newest_wording
-- The newest wording of a purpose in one language. Carried by the primary key.
SELECT purpose_id, version, language, text, text_hash, create_time
  FROM wordings
 WHERE purpose_id = :purpose_id
   AND language = :language
 ORDER BY version DESC
 LIMIT 1;

-- name: set_template
-- Stores a template. An approval holds for one text in one class: another of either takes it away.
INSERT INTO templates (template_id, message_class, text, text_hash, goods_category)
VALUES (:template_id, CAST(:message_class AS smallint), :text, CAST(:text_hash AS bytea), :goods_category)
    ON CONFLICT (template_id) DO UPDATE
   SET approved_hash = CASE WHEN templates.message_class = excluded.message_class
                             AND templates.text_hash = excluded.text_hash THEN templates.approved_hash END,
       message_class  = excluded.message_class,
       text           = excluded.text,
       text_hash      = excluded.text_hash,
       goods_category = excluded.goods_category
RETURNING template_id, message_class, text, text_hash, coalesce(approved_hash = text_hash, FALSE), approver,
          approve_time, goods_category;

-- name: approve_template
-- Approves a template whose text has this hash; no row otherwise. Carried by the primary key.
UPDATE templates
   SET approved_hash = text_hash,
       approver      = :approver,
       approve_time  = now()
 WHERE template_id = :template_id
   AND text_hash = CAST(:text_hash AS bytea)
RETURNING template_id, message_class, text, text_hash, coalesce(approved_hash = text_hash, FALSE), approver,
          approve_time, goods_category;

-- name: get_template
-- One template. Carried by the primary key.
SELECT template_id, message_class, text, text_hash, coalesce(approved_hash = text_hash, FALSE), approver,
       approve_time, goods_category
  FROM templates
 WHERE template_id = :template_id;
