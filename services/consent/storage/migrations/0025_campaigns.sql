CREATE TABLE campaigns (
  campaign_id     text        PRIMARY KEY,
  display_name    text        NOT NULL,
  capture_channel smallint    NOT NULL,
  purpose_ids     text[]      NOT NULL,
  language        text        NOT NULL,
  start_date      date,
  end_date        date,
  create_time     timestamptz NOT NULL,
  close_time      timestamptz
);
COMMENT ON TABLE campaigns IS 'reference: what leads customers from paper and fairs to a consent';

CREATE TABLE campaign_counts (
  campaign_id text     NOT NULL REFERENCES campaigns (campaign_id),
  day         date     NOT NULL,
  stage       smallint NOT NULL,
  count       bigint   NOT NULL,
  PRIMARY KEY (campaign_id, day, stage)
);
COMMENT ON TABLE campaign_counts IS 'reference: cards printed and pages viewed, by campaign and day; nothing says by whom';
