import { visible } from '../third/modelAccess.js';

/** Row security of a table of models, as the third migration gave it to those before it. */
export function guarded(table: string): string {
  return `ALTER TABLE drift.${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_models ON drift.${table} USING (${visible('model')});`;
}
