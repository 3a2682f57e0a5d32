CREATE INDEX confirmations_by_end ON confirmations (expire_time);
CREATE INDEX mail_counts_by_age ON mail_counts (queue_time);
