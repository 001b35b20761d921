import { quoteIdentifier, quoteText } from '../sources/sql.js';
import { listOf } from './judge.js';
import { originOf, type QuarantinedRow } from './quarantine.js';
import type { RowRule } from './rules/rowRule.js';
import type { Scratch } from './scratch.js';
import type { Staged } from './staging/staged.js';

/** What is needed to tell of refused rows. */
export interface RefusedContext {
  readonly scratch: Scratch;
  readonly staged: Staged;
  readonly rules: readonly RowRule[];
  readonly file: string;
  /** Whether the rows come from a quarantine, and were rows of other files before. */
  readonly replay: boolean;
  /** What the database has said of rows that it refused. */
  readonly said: ReadonlyMap<number, string>;
}

/** The refused rows of a batch, as they were read, with all rules that each fails. */
export async function* refusedRows(
  { scratch, staged, rules, file, replay, said }: RefusedContext,
  from: number,
  to: number,
  rejects: string,
): AsyncGenerator<QuarantinedRow> {
  const fields = staged.columns.map(({ name }) => `${quoteText(name)}, ${quoteIdentifier(name)}::VARCHAR`);
  const object = `json_object(${fields.join(', ')})::VARCHAR`;
  const rows = scratch.stream(`
    WITH refusing AS (SELECT place, list(rule ORDER BY rule) AS rules FROM verdicts
        WHERE place >= ${from} AND place < ${to} AND place IN (SELECT place FROM refused) GROUP BY place),
      lost AS (SELECT place, row_number() OVER (ORDER BY place) AS before FROM rejected)
    SELECT f.place, f.place + 1 + coalesce(l.before, 0), f.rules, ${object},
      ${staged.lines ? '__line' : 'NULL'}, ${replay ? '__whole' : 'NULL'}
    FROM refusing f ASOF LEFT JOIN lost l ON f.place >= l.place JOIN staged s ON s.__row = f.place`);
  for await (const chunk of rows) {
    for (const [place, number, numbers, values, line, whole] of chunk) {
      const reasons = listOf(numbers).flatMap((index) => rules[Number(index)] ?? []);
      const origin = typeof whole === 'string' ? originOf(whole) : undefined;
      yield {
        file: origin?.file ?? file,
        row: origin?.row ?? Number(number),
        reasons: reasons.map((rule) => ({
          rule: rule.kind,
          ...(rule.column === '' ? {} : { column: rule.column }),
          expected: (rule.kind === 'database' ? said.get(Number(place)) : undefined) ?? rule.expected,
        })),
        replayed: (origin?.replayed ?? -1) + 1,
        raw: typeof line === 'string' ? rawText(line, replay) : (JSON.parse(String(values)) as unknown),
      };
    }
  }
  const lines = scratch.stream(`SELECT number, raw, message FROM rejected WHERE ${rejects}`);
  for await (const chunk of lines) {
    for (const [number, raw, message] of chunk) {
      const reasons = [{ rule: 'malformed', expected: String(message) }];
      yield { file, row: Number(number), reasons, replayed: 0, raw: String(raw) };
    }
  }
}

/** The text of a line that is no row: of a quarantined one, what it holds as such. */
function rawText(line: string, replay: boolean): unknown {
  if (!replay) return line;
  try {
    const held: unknown = JSON.parse(line);
    return typeof held === 'object' && held !== null && 'raw' in held ? held.raw : line;
  } catch {
    return line;
  }
}
