import type { Migration } from '../migration.js';
import { viewSql } from '../view.js';
import { jointTables } from './jointTables.js';
import { modelFactTables } from './modelFactTables.js';
import { modelFactViews, performanceView } from './modelFactViews.js';

export const fifth: Migration = {
  version: 5,
  name: 'beyond one feature: covariate shift, concept drift, what changes are made of, probabilities of drift',
  sql: [
    jointTables,
    modelFactTables,
    ...modelFactViews.map((view) => viewSql(view)),
    ...performanceView.map((view) => viewSql(view, 'CREATE OR REPLACE VIEW')),
  ].join('\n'),
};
