import { FormulaError } from '../formula/formula.js';
import { ofDashboard, type Problem } from '../finding.js';
import { zonesOf, type Dashboard, type Zone } from '../model/dashboard.js';
import { parseReference } from '../model/reference.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';
import { pillSql } from '../queries/fieldSql.js';
import { relationOf } from '../queries/sheetQueries.js';
import { inTurn, type LiveCheck } from './liveCheck.js';

export const cardDomains: LiveCheck = {
  id: 'card-domains',
  says: 'Every filter card has values to choose from.',
  find(workbook, { ask, mayBeEmpty }) {
    return inTurn(workbook.dashboards, (dashboard) =>
      inTurn(
        zonesOf(dashboard).filter(({ type, sheet }) => type === 'filter' && !mayBeEmpty.has(sheet)),
        async (zone): Promise<Problem[]> => {
          const problem = (message: string): Problem[] => [
            {
              place: ofDashboard(dashboard.name),
              line: zone.tree.line,
              message: `card ${zone.param}: ${message}`,
            },
          ];
          const sql = domainOf(workbook, dashboard, zone);
          if (sql === undefined) return [];
          const answer = await ask(sql);
          if (answer.error !== undefined) return problem(`its values cannot be asked for: ${answer.error}`);
          return answer.rows.length > 0 ? [] : problem('there is no value to choose');
        },
      ),
    );
  },
};

/** Undefined where the pill is not declared, which other checks find. */
function domainOf(workbook: Workbook, { scopes }: Dashboard, { param }: Zone): string | undefined {
  const reference = parseReference(param);
  if (reference === undefined || reference.datasource === PARAMETERS) return undefined;
  const instance = scopes.get(reference.datasource)?.instances.get(reference.name);
  if (instance === undefined) return undefined;
  try {
    const { sql } = pillSql(workbook, reference.datasource, instance);
    const relation = relationOf(workbook, reference.datasource);
    return instance.type === 'quantitative'
      ? `SELECT ends.* FROM (SELECT min(${sql}), max(${sql}) FROM ${relation} t) ends(least, most) WHERE least IS NOT NULL`
      : `SELECT DISTINCT ${sql} AS value FROM ${relation} t ORDER BY 1 LIMIT 1000`;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}
