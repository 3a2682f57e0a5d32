-- What the role that serves may do with keys: make, read and destroy them; given anew by each migrate.
DO $$
DECLARE
  service text := quote_ident(current_setting('bestand.service_role'));
BEGIN
  EXECUTE 'GRANT CONNECT ON DATABASE ' || quote_ident(current_database()) || ' TO ' || service;
  EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ' || service;
  EXECUTE 'GRANT SELECT, INSERT, DELETE ON subject_keys TO ' || service;
  EXECUTE 'GRANT SELECT ON schema_migrations TO ' || service;
END $$;
