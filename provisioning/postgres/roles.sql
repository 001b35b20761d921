-- Roles for a result store in PostgreSQL 14 or later. Run it once, as a superuser, in the database that the store is in:
--
--     psql -d drift -f provisioning/postgres/roles.sql
--
-- and give each role that is to log in a password with \password. It may be run again at any time.
--
-- drift_owner   owns the schema and brings it up to date: start the exporter once with its url, and after each upgrade
-- drift_writer  what an exporter runs as from then on: it cannot change the schema, and takes nothing out of the audit log
-- drift_reader  what Grafana logs in as: it sees the views v1_… and nothing else; tableau.sql makes a role for Tableau
--
-- An exporter that always runs as drift_owner works as well; the audit log then relies on its trigger, and on the rights
-- that the owner has given up, alone.

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['drift_owner', 'drift_writer', 'drift_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', name);
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name);
  END LOOP;
END $$;

ALTER ROLE drift_reader SET default_transaction_read_only = on;
CREATE SCHEMA IF NOT EXISTS drift AUTHORIZATION drift_owner;
GRANT USAGE ON SCHEMA drift TO drift_writer, drift_reader;

-- where the schema was made before these roles were
DO $$
DECLARE object record;
BEGIN
  ALTER SCHEMA drift OWNER TO drift_owner;
  FOR object IN
    SELECT c.oid::regclass AS name, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'drift'::regnamespace AND c.relkind IN ('r', 'v')
  LOOP
    EXECUTE format('ALTER %s %s OWNER TO drift_owner', CASE object.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, object.name);
  END LOOP;
  IF to_regclass('drift.audit') IS NOT NULL THEN
    ALTER FUNCTION drift.refuse_change() OWNER TO drift_owner;
    REVOKE UPDATE, DELETE, TRUNCATE ON drift.audit FROM PUBLIC, drift_owner;
    -- what a migration grants from now on
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA drift TO drift_writer;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA drift TO drift_writer;
    REVOKE UPDATE, DELETE, TRUNCATE ON drift.audit FROM drift_writer;
    REVOKE INSERT, DELETE ON drift.audit_head FROM drift_writer;
    REVOKE INSERT, UPDATE, DELETE ON drift.schema_versions FROM drift_writer;
    IF to_regclass('drift.model_access') IS NOT NULL THEN
      ALTER FUNCTION drift.refuse_unknown_role() OWNER TO drift_owner;
      REVOKE INSERT, UPDATE, DELETE ON drift.model_access FROM drift_writer;
    END IF;
    FOR object IN
      SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'drift'::regnamespace AND c.relrowsecurity
    LOOP
      EXECUTE format('DROP POLICY IF EXISTS writer ON drift.%I', object.name);
      EXECUTE format('CREATE POLICY writer ON drift.%I TO drift_writer USING (true)', object.name);
    END LOOP;
    FOR object IN SELECT table_name FROM information_schema.views WHERE table_schema = 'drift' AND table_name LIKE 'v1%' LOOP
      EXECUTE format('GRANT SELECT ON drift.%I TO drift_reader', object.table_name);
    END LOOP;
  END IF;
END $$;
