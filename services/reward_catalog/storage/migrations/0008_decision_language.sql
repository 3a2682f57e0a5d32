ALTER TABLE decisions ADD COLUMN language_code text NOT NULL DEFAULT 'en';
