ALTER TABLE mails
  ADD COLUMN soft_bounces  integer NOT NULL DEFAULT 0,
  ADD COLUMN bounce_time   timestamptz,
  ADD COLUMN complain_time timestamptz;
