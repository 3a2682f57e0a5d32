COMMENT ON TABLE grounds IS 'customer: what a contact may rest on besides a confirmed consent; kind is that of its event, which holds the evidence; a row ends, and goes when its time is over';
