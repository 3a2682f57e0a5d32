-- What the role that serves may do; given anew by each migrate. Evidence can be read and added to, and payloads can be
-- taken away (the column here, and nothing but NULL by the policy of the table). No table can be emptied.
DO $$
DECLARE
  service  text := quote_ident(current_setting('bestand.service_role'));
  evidence text := 'events, log_nodes, sealed_payloads, event_payloads, wordings, template_versions,'
                   ' frequency_policies, cosignatures, time_stamps';
BEGIN
  EXECUTE 'GRANT CONNECT ON DATABASE ' || quote_ident(current_database()) || ' TO ' || service;
  EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ' || service;
  EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ' || service;
  EXECUTE 'REVOKE UPDATE, DELETE ON ' || evidence || ' FROM ' || service;
  EXECUTE 'GRANT UPDATE (sealed) ON sealed_payloads TO ' || service;
  EXECUTE 'REVOKE INSERT, DELETE ON log_head FROM ' || service;
  EXECUTE 'REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM ' || service;
END $$;
