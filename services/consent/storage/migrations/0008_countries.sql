ALTER TABLE subjects ADD COLUMN country text;
