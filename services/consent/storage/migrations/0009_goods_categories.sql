ALTER TABLE purposes ADD COLUMN goods_category text NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN goods_category text NOT NULL DEFAULT '';
