ALTER TABLE contact_turns ADD COLUMN last_time timestamptz NOT NULL DEFAULT timestamptz '-infinity';
COMMENT ON TABLE contact_turns IS 'customer: its lock orders what is done about the contacts of one customer; last_time is when something last was, and never goes back';
