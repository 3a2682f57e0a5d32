-- What happened apart from purchases.

-- name: add_interaction
-- Stores an interaction.
INSERT INTO interactions (customer_id, event_time, day, interaction_id, direction, channel, actor, subject)
VALUES (:customer_id, CAST(:event_time AS timestamptz), CAST(:day AS integer), CAST(:interaction_id AS uuid),
        CAST(:direction AS smallint), CAST(:channel AS smallint), :actor, :subject);

-- name: note_outbound
-- Makes an interaction the last time the company addressed the customer, if it is. Carried by the primary key.
UPDATE last_contacts
   SET outbound_time    = CAST(:event_time AS timestamptz),
       outbound_id      = CAST(:interaction_id AS uuid),
       outbound_channel = CAST(:channel AS smallint),
       outbound_actor   = :actor,
       outbound_subject = :subject
 WHERE customer_id = :customer_id
   AND outbound_time <= CAST(:event_time AS timestamptz);

-- name: note_inbound
-- Makes an interaction the last time the customer got in touch, if it is. Carried by the primary key.
UPDATE last_contacts
   SET inbound_time    = CAST(:event_time AS timestamptz),
       inbound_id      = CAST(:interaction_id AS uuid),
       inbound_channel = CAST(:channel AS smallint),
       inbound_actor   = :actor,
       inbound_subject = :subject
 WHERE customer_id = :customer_id
   AND inbound_time <= CAST(:event_time AS timestamptz);

-- name: note_outbound_day
-- Moves the day last addressed forward in the summary, which is made when there is none.
INSERT INTO purchase_summaries (customer_id, bucket, last_outbound_day)
VALUES (:customer_id, CAST(:bucket AS smallint), CAST(:day AS integer))
    ON CONFLICT (customer_id) DO UPDATE
   SET last_outbound_day = greatest(purchase_summaries.last_outbound_day, excluded.last_outbound_day);

-- name: find_last_contacts
-- The newest contact each way and the last purchase of each of some customers, and which of them it is, from 1.
-- Carried by the primary key: OFFSET 0 takes it for each, also while the planner believes the table small.
SELECT l.outbound_time, l.outbound_id, l.outbound_channel, l.outbound_actor, l.outbound_subject,
       l.inbound_time, l.inbound_id, l.inbound_channel, l.inbound_actor, l.inbound_subject, l.last_purchase_time,
       k.place
  FROM unnest(CAST(:customer_ids AS text[])) WITH ORDINALITY AS k (customer_id, place)
 CROSS JOIN LATERAL (SELECT outbound_time, outbound_id, outbound_channel, outbound_actor, outbound_subject,
                            inbound_time, inbound_id, inbound_channel, inbound_actor, inbound_subject,
                            last_purchase_time
                       FROM last_contacts
                      WHERE customer_id = k.customer_id
                     OFFSET 0) AS l;

-- name: list_silent
-- Customers last addressed before :since, longest ago first, behind a place. Carried by
-- last_contacts_by_outbound_time.
SELECT customer_id, outbound_time
  FROM last_contacts
 WHERE outbound_time < CAST(:since AS timestamptz)
   AND (outbound_time, customer_id) > (CAST(:after_time AS timestamptz), CAST(:after_id AS text))
 ORDER BY outbound_time, customer_id
 LIMIT CAST(:limit AS bigint);

-- name: add_gift
-- Stores a gift.
INSERT INTO gifts (customer_id, give_time, gift_id, kind, display_name, occasion, reward, worth_minor,
                   worth_currency)
VALUES (:customer_id, CAST(:give_time AS timestamptz), CAST(:gift_id AS uuid), :kind, :display_name, :occasion,
        :reward, CAST(:worth_minor AS bigint), :worth_currency);

-- name: list_gifts
-- All gifts of a customer, newest first. Carried by the primary key.
SELECT give_time, gift_id, kind, display_name, occasion, reward, worth_minor, worth_currency
  FROM gifts
 WHERE customer_id = :customer_id
 ORDER BY give_time DESC, gift_id DESC;

-- name: add_complaint
-- Stores a complaint.
INSERT INTO complaints (customer_id, complaint_id, subject, open_time)
VALUES (:customer_id, CAST(:complaint_id AS uuid), :subject, CAST(:open_time AS timestamptz));

-- name: resolve_complaint
-- Closes a complaint; a closed one keeps its time. Carried by the primary key.
UPDATE complaints
   SET resolve_time = coalesce(resolve_time, now())
 WHERE customer_id = :customer_id
   AND complaint_id = CAST(:complaint_id AS uuid)
RETURNING subject, open_time, resolve_time;

-- name: find_gift_context
-- Who a customer is, as gifts need it, and how many complaints are open. Carried by the primary keys.
SELECT kind, birth_day, country,
       (SELECT count(*)
          FROM complaints
         WHERE complaints.customer_id = customers.customer_id
           AND resolve_time IS NULL)
  FROM customers
 WHERE customer_id = :customer_id;

-- name: list_bought_products
-- The 200 products bought on most days. Carried by the primary key.
SELECT b.product_id, coalesce(p.display_name, ''), b.day_count, b.last_day,
       coalesce(p.attribute_keys, '{}'), coalesce(p.attribute_values, '{}')
  FROM (SELECT product_id, count(DISTINCT day) AS day_count, max(day) AS last_day
          FROM purchase_lines
         WHERE customer_id = :customer_id
           AND quantity > 0
           AND unit_price_minor > 0
         GROUP BY product_id
         ORDER BY day_count DESC, last_day DESC, product_id
         LIMIT 200) AS b
  LEFT JOIN products AS p ON p.product_id = b.product_id
 ORDER BY b.day_count DESC, b.last_day DESC, b.product_id;

-- name: set_preference
-- Stores the last word on an attribute's value.
INSERT INTO preferences (customer_id, attribute, value, attitude, stated, update_time)
VALUES (:customer_id, :attribute, :value, CAST(:attitude AS smallint), CAST(:stated AS boolean), now())
    ON CONFLICT (customer_id, attribute, value) DO UPDATE
   SET attitude    = excluded.attitude,
       stated      = excluded.stated,
       update_time = excluded.update_time;

-- name: list_preferences
-- All preferences of a customer by attribute and value. Carried by the primary key.
SELECT attribute, value, attitude, stated
  FROM preferences
 WHERE customer_id = :customer_id
 ORDER BY attribute, value;

-- name: list_timeline
-- What happened with a customer, newest first, behind a place (time, kind, key). Carried by
-- purchase_lines_by_time, the primary keys and complaints_by_time.
SELECT kind, event_time, key, title, note, number, value_minor, currency_code
  FROM (
    (SELECT 1 AS kind, l.purchase_time AS event_time,
            concat_ws(' ', l.source, l.external_id, l.line_key, l.occurrence) AS key,
            coalesce(nullif(p.display_name, ''), l.product_id) AS title,
            concat_ws(' ', l.source, l.external_id) AS note,
            l.quantity AS number, l.quantity * l.unit_price_minor AS value_minor,
            (SELECT g.currency_code FROM ledger AS g WHERE g.id = 1) AS currency_code
       FROM purchase_lines AS l
       LEFT JOIN products AS p ON p.product_id = l.product_id
      WHERE l.customer_id = :customer_id
        AND CAST(:kind AS integer) IN (0, 1)
        AND l.purchase_time <= CAST(:time AS timestamptz)
        AND (l.purchase_time, 1, concat_ws(' ', l.source, l.external_id, l.line_key, l.occurrence) COLLATE "C")
            < (CAST(:time AS timestamptz), CAST(:place_kind AS integer), CAST(:key AS text))
      ORDER BY l.purchase_time DESC, concat_ws(' ', l.source, l.external_id, l.line_key, l.occurrence) COLLATE "C" DESC
      LIMIT CAST(:limit AS bigint))
    UNION ALL
    (SELECT 2, event_time, CAST(interaction_id AS text), subject, actor, direction * 100 + channel, 0, ''
       FROM interactions
      WHERE customer_id = :customer_id
        AND CAST(:kind AS integer) IN (0, 2)
        AND event_time <= CAST(:time AS timestamptz)
        AND (event_time, 2, CAST(interaction_id AS text) COLLATE "C")
            < (CAST(:time AS timestamptz), CAST(:place_kind AS integer), CAST(:key AS text))
      ORDER BY event_time DESC, interaction_id DESC
      LIMIT CAST(:limit AS bigint))
    UNION ALL
    (SELECT 3, give_time, CAST(gift_id AS text), coalesce(nullif(display_name, ''), kind), occasion, 0, worth_minor,
            worth_currency
       FROM gifts
      WHERE customer_id = :customer_id
        AND CAST(:kind AS integer) IN (0, 3)
        AND give_time <= CAST(:time AS timestamptz)
        AND (give_time, 3, CAST(gift_id AS text) COLLATE "C")
            < (CAST(:time AS timestamptz), CAST(:place_kind AS integer), CAST(:key AS text))
      ORDER BY give_time DESC, gift_id DESC
      LIMIT CAST(:limit AS bigint))
    UNION ALL
    (SELECT 4, open_time, CAST(complaint_id AS text), subject, '', CASE WHEN resolve_time IS NULL THEN 0 ELSE 1 END, 0, ''
       FROM complaints
      WHERE customer_id = :customer_id
        AND CAST(:kind AS integer) IN (0, 4)
        AND open_time <= CAST(:time AS timestamptz)
        AND (open_time, 4, CAST(complaint_id AS text) COLLATE "C")
            < (CAST(:time AS timestamptz), CAST(:place_kind AS integer), CAST(:key AS text))
      ORDER BY open_time DESC, complaint_id DESC
      LIMIT CAST(:limit AS bigint))
  ) AS entries
 ORDER BY event_time DESC, kind DESC, key COLLATE "C" DESC
 LIMIT CAST(:limit AS bigint);
