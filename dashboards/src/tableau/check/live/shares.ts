import { FormulaError, fieldsIn, partsOf } from '../formula/formula.js';
import { tryParse } from '../formula/formulasOf.js';
import { identifier } from '../formula/sql.js';
import { ofSheet, type Problem } from '../finding.js';
import type { Workbook } from '../model/workbook.js';
import { sheetQuery } from '../queries/sheetQueries.js';
import type { ResultColumn, SheetQuery } from '../queries/sheetQuery.js';
import { inTurn, type LiveCheck } from './liveCheck.js';

/** Rounding of sums. */
const WHOLE = 1 + 1e-6;
const SUBJECT = ['model', 'feature'] as const;
const isShare = (name: string): boolean => /_(ratio|share)$/.test(name);

export const shares: LiveCheck = {
  id: 'shares',
  says: 'Shares are added up within one model and one feature, where they make one whole and no more.',
  find(workbook, { ask }) {
    return inTurn(workbook.worksheets, async (sheet): Promise<Problem[]> => {
      const problem = (message: string): Problem[] => [
        { place: ofSheet(sheet.name), line: sheet.tree.line, message },
      ];
      let query: SheetQuery;
      try {
        const plain = sheetQuery(workbook, sheet);
        if (!plain.columns.some((column) => addsShares(workbook, plain.source, column))) return [];
        const names = new Set(
          workbook.datasources.get(plain.source)?.records.map(({ remoteName }) => remoteName),
        );
        const subject = SUBJECT.filter((name) => names.has(name));
        const extras = subject.map((name) => [`of ${name}`, `count(DISTINCT t.${identifier(name)})`]);
        query = sheetQuery(workbook, sheet, { extras: Object.fromEntries(extras) as Record<string, string> });
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        return [];
      }
      const measures = query.columns.filter((column) => addsShares(workbook, query.source, column));
      // a picture is one model and feature, in one colour: its shares are of one whole
      const whole = query.columns.filter(
        ({ kind, field, at }) =>
          (kind === 'dimension' && ([...SUBJECT] as string[]).includes(field)) ||
          (kind === 'dimension' && at.includes('color')),
      );
      const several = SUBJECT.map((name) => `coalesce(max("of ${name}"), 0) AS "most ${name}"`);
      const sums = measures.map(({ key }) => `sum(${key}) AS ${key}`);
      const grouped = whole.length === 0 ? '' : ` GROUP BY ${whole.map(({ key }) => key).join(', ')}`;
      const answer = await ask(
        `SELECT ${[...several, ...sums].join(', ')} FROM (${query.sql}) mark${grouped}`,
        query.parameters,
      );
      if (answer.error !== undefined) return problem(`its shares cannot be added up: ${answer.error}`);
      const mixed = SUBJECT.filter((name) => answer.rows.some((row) => Number(row[`most ${name}`]) > 1));
      const beyond = measures.filter(({ key }) => answer.rows.some((row) => Number(row[key] ?? 0) > WHOLE));
      return [
        ...mixed.flatMap((name) =>
          problem(`a mark adds up shares of several ${name}s; split its marks by ${name}`),
        ),
        ...beyond.flatMap(({ caption, key }) =>
          problem(
            `${caption} adds up to ${Math.max(...answer.rows.map((row) => Number(row[key] ?? 0))).toFixed(2)} of one whole; narrow its filters`,
          ),
        ),
      ];
    });
  },
};

function addsShares(
  { datasources }: Workbook,
  source: string,
  { derivation, field, kind, at }: ResultColumn,
): boolean {
  if (kind !== 'measure' || at.every((place) => place === 'tooltip')) return false;
  if (derivation === 'Sum') return isShare(field);
  const formula = datasources.get(source)?.scope.columns.get(`[${field}]`)?.formula;
  const parsed = formula === undefined ? undefined : tryParse(formula);
  return (
    parsed !== undefined &&
    partsOf(parsed).some(
      (part) =>
        part.kind === 'call' && part.name === 'SUM' && fieldsIn(part).some(({ name }) => isShare(name)),
    )
  );
}
