-- A role for Tableau that can read the views v1_… and do nothing else. Run it once after roles.sql, as a superuser, in the
-- database that the store is in:
--
--     psql -d drift -f provisioning/postgres/tableau.sql
--
-- and give the role a password with \password drift_tableau. It may be run again at any time. What a later migration brings is
-- there for drift_reader, and so for this role.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_tableau') THEN
    CREATE ROLE drift_tableau LOGIN;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO drift_tableau', current_database());
END $$;

GRANT drift_reader TO drift_tableau;
ALTER ROLE drift_tableau SET default_transaction_read_only = on;
ALTER ROLE drift_tableau SET statement_timeout = '60s';
ALTER ROLE drift_tableau SET search_path = drift;

-- Who sees which models. A role with rows in drift.model_access, or that is a member of a role with rows there, sees these
-- models only, in every view; a role without rows sees all. Names as they stand in the catalogue: a role that is renamed needs
-- its rows renamed. Rows may be written by drift_owner or a superuser, once the exporter has made the schema.
--
-- Tableau as a whole:
--
--     INSERT INTO drift.model_access (role, model) VALUES ('drift_tableau', 'credit'), ('drift_tableau', 'fraud');
--
-- A team, whose people log in as themselves (Tableau: prompt for user name and password):
--
--     CREATE ROLE risk_team;
--     CREATE ROLE ana LOGIN IN ROLE drift_reader, risk_team;
--     INSERT INTO drift.model_access (role, model) VALUES ('risk_team', 'credit');
--
-- What a role sees:
--
--     SET ROLE ana; SELECT models FROM drift.visible_models; RESET ROLE;
--
-- All again:
--
--     DELETE FROM drift.model_access WHERE role = 'drift_tableau';
