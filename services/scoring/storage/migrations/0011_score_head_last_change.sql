-- How many scores were replaced after a purchase or contact, ever. The numbers are given under the lock of this
-- row, so they follow the order of commits without gaps.
ALTER TABLE score_head ADD COLUMN last_change bigint NOT NULL DEFAULT 0;
