CREATE INDEX mails_by_customer ON mails (customer_id) WHERE due_time IS NOT NULL;
