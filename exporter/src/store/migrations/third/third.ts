import { inChunks } from '../../chunks.js';
import { dailySqlOfSeries } from '../../dailyScores.js';
import type { Migration } from '../migration.js';
import { viewSql } from '../view.js';
import { dailyTable } from './dailyTable.js';
import { dailyView } from './dailyView.js';
import { featureAnalysisView } from './featureAnalysis/view.js';
import { knownViews } from './knownViews.js';
import { modelAccess } from './modelAccess.js';
import { policies } from './policies.js';
import { schemaView } from './schemaView.js';
import { timeView } from './timeView.js';

/** So that each statement is short. */
const SERIES_AT_ONCE = 20;

export const third: Migration = {
  version: 3,
  name: 'star schema for Tableau: scores by day, time, one feature at a time; who sees which models',
  sql: [
    dailyTable,
    modelAccess,
    policies,
    ...knownViews.map((view) => viewSql(view, 'CREATE OR REPLACE VIEW')),
    ...[dailyView, timeView, featureAnalysisView, schemaView].map((view) => viewSql(view)),
  ].join('\n'),
  async fill(transaction) {
    const series = await transaction.query<{ id: number }>('SELECT id FROM drift.series ORDER BY id');
    for (const chunk of inChunks(series, SERIES_AT_ONCE)) {
      await transaction.query(dailySqlOfSeries, [chunk.map(({ id }) => id)]);
    }
  },
};
