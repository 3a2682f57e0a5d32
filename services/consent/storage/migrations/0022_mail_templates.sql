ALTER TABLE mails ADD COLUMN template_version text NOT NULL DEFAULT '';
