-- Campaigns, and how far those whom they met came.

-- name: create_campaign
-- Creates a campaign.
INSERT INTO campaigns (campaign_id, display_name, capture_channel, purpose_ids, language, start_date, end_date,
                       create_time)
VALUES (:campaign_id, :display_name, CAST(:capture_channel AS smallint), CAST(:purpose_ids AS text[]), :language,
        CAST(:start_date AS date), CAST(:end_date AS date), CAST(:now AS timestamptz));

-- name: list_campaigns
-- Campaigns from one on but for one, by id, with how many cards were printed. Carried by the primary keys.
SELECT c.campaign_id, c.display_name, c.capture_channel, c.purpose_ids, c.language, CAST(c.start_date AS text),
       CAST(c.end_date AS text), c.create_time, c.close_time,
       (SELECT CAST(coalesce(sum(n.count), 0) AS bigint)
          FROM campaign_counts AS n
         WHERE n.campaign_id = c.campaign_id
           AND n.stage = 1)
  FROM campaigns AS c
 WHERE c.campaign_id >= :from
   AND c.campaign_id <> :but
 ORDER BY c.campaign_id
 LIMIT CAST(:limit AS bigint);

-- name: close_campaign
-- Closes a campaign; no row where there is none, and one closed before stays. Carried by the primary key.
UPDATE campaigns
   SET close_time = coalesce(close_time, CAST(:now AS timestamptz))
 WHERE campaign_id = :campaign_id;

-- name: add_campaign_counts
-- Adds to stages of a day; of campaigns that exist. Carried by the primary keys.
INSERT INTO campaign_counts (campaign_id, day, stage, count)
SELECT v.campaign_id, CAST(:day AS date), v.stage, CAST(sum(v.count) AS bigint)
  FROM unnest(CAST(:campaign_ids AS text[]), CAST(:stages AS smallint[]), CAST(:counts AS bigint[]))
    AS v (campaign_id, stage, count)
  JOIN campaigns AS c ON c.campaign_id = v.campaign_id
 GROUP BY v.campaign_id, v.stage
 ORDER BY v.campaign_id, v.stage
    ON CONFLICT (campaign_id, day, stage) DO UPDATE
   SET count = campaign_counts.count + excluded.count;

-- name: count_funnel
-- The eight stages of a campaign. People count once, however often they asked. A mail counts as delivered when a
-- mail server took it and no bounce came back. Carried by opt_ins_by_campaign, grounds_by_campaign, mails_by_customer and
-- the primary key of campaign_counts.
SELECT coalesce(v.printed, 0), coalesce(v.scanned, 0), coalesce(v.form_opened, 0), p.submitted, p.mail_sent,
       p.delivered, coalesce(v.page_opened, 0), p.confirmed
  FROM (SELECT CAST(sum(count) FILTER (WHERE stage = 1) AS bigint) AS printed,
               CAST(sum(count) FILTER (WHERE stage = 2) AS bigint) AS scanned,
               CAST(sum(count) FILTER (WHERE stage = 3) AS bigint) AS form_opened,
               CAST(sum(count) FILTER (WHERE stage = 7) AS bigint) AS page_opened
          FROM campaign_counts
         WHERE campaign_id = :campaign_id) AS v,
       (SELECT count(*) AS submitted,
               count(*) FILTER (WHERE sent) AS mail_sent,
               count(*) FILTER (WHERE arrived) AS delivered,
               count(*) FILTER (WHERE confirmed) AS confirmed
          FROM (SELECT a.customer_id, bool_or(a.confirmed) AS confirmed, bool_or(m.sent_time IS NOT NULL) AS sent,
                       bool_or(m.sent_time IS NOT NULL AND m.bounce_time IS NULL) AS arrived
                  FROM (SELECT customer_id, opt_in_id, confirm_time IS NOT NULL AS confirmed
                          FROM opt_ins
                         WHERE campaign = :campaign_id
                           AND campaign <> ''
                         UNION ALL
                        SELECT customer_id, NULL, FALSE
                          FROM grounds
                         WHERE campaign = :campaign_id
                           AND campaign <> '') AS a
                  LEFT JOIN mails AS m ON m.customer_id = a.customer_id AND m.opt_in_id = a.opt_in_id AND m.kind = 0
                 GROUP BY a.customer_id) AS people) AS p;
