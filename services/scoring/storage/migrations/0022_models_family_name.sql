-- The family by its name, so that new families need no number. The version before goes on writing `family`;
-- find_model reads it where there is no name.
ALTER TABLE models ADD COLUMN family_name text;
ALTER TABLE models ALTER COLUMN family DROP NOT NULL;
COMMENT ON COLUMN models.family_name IS 'such as pareto_nbd; NULL in rows of the version that knew numbers only';
