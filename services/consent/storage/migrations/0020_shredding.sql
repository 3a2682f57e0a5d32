-- Binds every role but the one that owns the table: a payload may be taken away, and never be changed.
ALTER TABLE sealed_payloads ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON sealed_payloads FOR SELECT USING (TRUE);
CREATE POLICY add ON sealed_payloads FOR INSERT WITH CHECK (TRUE);
CREATE POLICY shred ON sealed_payloads FOR UPDATE USING (TRUE) WITH CHECK (sealed IS NULL);
