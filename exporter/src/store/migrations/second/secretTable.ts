/** Keys that the exporter has made for itself and that replicas share. No view shows it. */
export const secretTable = `
CREATE TABLE drift.secrets (
  name text PRIMARY KEY,
  value text NOT NULL
);
`;
