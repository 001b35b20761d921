import { storableText, type Database } from './database.js';

/**
 * Forgets a model's counts and results at once: its series lose their model, and with it everything that they lead to.
 * Retention clears what is left of them.
 */
export function dropModel(database: Database, model: string): Promise<void> {
  const name = [storableText(model)];
  return database.transaction(async (transaction) => {
    await transaction.query('UPDATE drift.series SET model = NULL WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.positions WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.activities WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.segment_choices WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.checks WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.data_quality WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.performance WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.covariate WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.concept_signals WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.joint_moments WHERE model = $1', name);
    await transaction.query('DELETE FROM drift.detector_states WHERE model = $1', name);
  });
}
