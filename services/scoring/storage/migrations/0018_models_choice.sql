ALTER TABLE models ADD COLUMN choice text NOT NULL DEFAULT '';
COMMENT ON COLUMN models.choice IS 'why this family was taken, in words';
