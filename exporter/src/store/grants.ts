/**
 * What the roles of provisioning/postgres/roles.sql may do, where they exist; run after each migration. The reader sees views
 * only, nobody takes anything out of the audit log, and row security does not look at what the writer does.
 */
export const grantSql = `
DO $$
DECLARE shown text; guarded text;
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_writer') THEN
    GRANT USAGE ON SCHEMA drift TO drift_writer;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA drift TO drift_writer;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA drift TO drift_writer;
    REVOKE UPDATE, DELETE, TRUNCATE ON drift.audit FROM drift_writer;
    REVOKE INSERT, DELETE ON drift.audit_head FROM drift_writer;
    REVOKE INSERT, UPDATE, DELETE ON drift.schema_versions, drift.model_access FROM drift_writer;
    FOR guarded IN SELECT relname FROM pg_class WHERE relnamespace = 'drift'::regnamespace AND relrowsecurity LOOP
      EXECUTE format('DROP POLICY IF EXISTS writer ON drift.%I', guarded);
      EXECUTE format('CREATE POLICY writer ON drift.%I TO drift_writer USING (true)', guarded);
    END LOOP;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_reader') THEN
    GRANT USAGE ON SCHEMA drift TO drift_reader;
    FOR shown IN SELECT table_name FROM information_schema.views WHERE table_schema = 'drift' AND table_name LIKE 'v1%' LOOP
      EXECUTE format('GRANT SELECT ON drift.%I TO drift_reader', shown);
    END LOOP;
  END IF;
END $$;
`;
