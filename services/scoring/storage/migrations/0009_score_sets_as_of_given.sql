-- Whether as_of_day was asked for: then purchases after it do not count. Sets of the version before were
-- followed with all purchases.
ALTER TABLE score_sets ADD COLUMN as_of_given boolean NOT NULL DEFAULT false;
