import type { Migration } from '../migration.js';
import { viewSql } from '../view.js';
import { alertTables, auditTables } from './eventTables.js';
import { countTables, referenceTables } from './countTables.js';
import { resultTables } from './resultTables.js';
import { alertViews } from './alertViews.js';
import { modelViews } from './modelViews.js';
import { resultViews } from './resultViews.js';
import { scoreViews } from './scoreViews.js';

const views = [...modelViews, ...scoreViews, ...resultViews, ...alertViews];

export const first: Migration = {
  version: 1,
  name: 'references, counts, results, alerts, audit log and their views',
  sql: [
    referenceTables,
    countTables,
    resultTables,
    alertTables,
    auditTables,
    ...views.map((view) => viewSql(view)),
  ].join('\n'),
};
