ALTER TABLE opt_ins ADD COLUMN campaign text NOT NULL DEFAULT '';
CREATE INDEX opt_ins_by_campaign ON opt_ins (campaign, customer_id) WHERE campaign <> '';
ALTER TABLE grounds ADD COLUMN campaign text NOT NULL DEFAULT '';
CREATE INDEX grounds_by_campaign ON grounds (campaign, customer_id) WHERE campaign <> '';
