import type { Migration } from '../migration.js';
import { viewSql } from '../view.js';
import { alertTables, expectationTables, secretTables } from './alertTables.js';
import { alertViews, expectations } from './alertViews.js';

export const second: Migration = {
  version: 2,
  name: 'history of alerts, expectations, shared secrets',
  sql: [
    alertTables,
    expectationTables,
    secretTables,
    ...alertViews.map((view) => viewSql(view, 'CREATE OR REPLACE VIEW')),
    viewSql(expectations),
  ].join('\n'),
};
