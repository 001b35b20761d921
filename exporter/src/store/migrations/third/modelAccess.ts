/**
 * Who may see which models. A role is restricted where a row names it, or a role that it is a member of, whether it has logged in
 * as that role or taken it on: SET ROLE to one that sees more shows no more. Whoever may write scores is never restricted.
 */
export const modelAccess = `
CREATE TABLE drift.model_access (
  role name NOT NULL,
  model text NOT NULL,
  PRIMARY KEY (role, model)
);
COMMENT ON TABLE drift.model_access IS 'A role with rows here, or with a member role that has, sees these models only; a role without sees all.';

CREATE FUNCTION drift.refuse_unknown_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = NEW.role) THEN
    RAISE EXCEPTION 'there is no role "%": nobody would be restricted by this', NEW.role USING ERRCODE = 'undefined_object';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER model_access_role BEFORE INSERT OR UPDATE ON drift.model_access
  FOR EACH ROW EXECUTE FUNCTION drift.refuse_unknown_role();

CREATE VIEW drift.visible_models WITH (security_barrier) AS
WITH held AS (
  SELECT DISTINCT w.who, a.model
  FROM (SELECT current_user AS who UNION SELECT session_user) w
  JOIN pg_catalog.pg_roles r ON pg_has_role(w.who, r.oid, 'MEMBER')
  JOIN drift.model_access a ON a.role = r.rolname
  WHERE NOT has_table_privilege(w.who, 'drift.scores'::regclass, 'INSERT')
)
SELECT CASE WHEN EXISTS (SELECT FROM held) THEN ARRAY(
  SELECT model FROM held GROUP BY model HAVING count(*) = (SELECT count(DISTINCT who) FROM held) ORDER BY model
) END AS models;
COMMENT ON VIEW drift.visible_models IS 'One row: what whoever asks may see.';
COMMENT ON COLUMN drift.visible_models.models IS 'Names of the models; empty where nothing is hidden.';
-- it tells each role of itself alone, and policies look at it as whoever asks
GRANT SELECT ON drift.visible_models TO PUBLIC;
`;

/** SQL for whether whoever asks may see a model; what is about no model is for those who see all. Looked up once a query. */
export function visible(model: string): string {
  return `((SELECT models FROM drift.visible_models) IS NULL
  OR ${model} = ANY ((SELECT models FROM drift.visible_models)::text[]))`;
}
