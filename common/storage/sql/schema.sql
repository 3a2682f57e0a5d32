-- The migrator's own statements.

-- name: lock_migrations
-- Lets one process migrate at a time; gone with the session or by unlock_migrations.
SELECT pg_advisory_lock(7233457701);

-- name: unlock_migrations
-- Ends lock_migrations.
SELECT pg_advisory_unlock(7233457701);

-- name: find_schema_migrations
-- Whether any migration was ever made here.
SELECT to_regclass('schema_migrations') IS NOT NULL;

-- name: create_schema_migrations
-- The table the migrator itself needs, before the first migration.
CREATE TABLE IF NOT EXISTS schema_migrations (
  component  text        NOT NULL,
  version    integer     NOT NULL,
  name       text        NOT NULL,
  checksum   text        NOT NULL,
  apply_time timestamptz NOT NULL,
  PRIMARY KEY (component, version)
);

-- name: describe_schema_migrations
-- What the catalogue lint wants to know of schema_migrations.
COMMENT ON TABLE schema_migrations IS 'local: which migrations were made';

-- name: list_schema_migrations
-- What was applied, oldest first; component is common or service. Carried by the primary key.
SELECT version, name, checksum
  FROM schema_migrations
 WHERE component = :component
 ORDER BY version;

-- name: add_schema_migration
-- Notes one applied migration.
INSERT INTO schema_migrations (component, version, name, checksum, apply_time)
VALUES (:component, CAST(:version AS integer), :name, :checksum, now());

-- name: name_service_role
-- Names the role that serves to the rest of the transaction; and whether it is the one that migrates.
SELECT set_config('bestand.service_role', :service_role, TRUE), :service_role = current_user;
