import { quoteIdentifier } from '../sources/sql.js';
import { nameOf, type RowRule, type RuleKind } from './rules/rowRule.js';
import type { Scratch } from './scratch.js';
import type { Tally } from './tally.js';

/** What a line that is no row fails. */
const MALFORMED: RuleKind = 'malformed';

/** Which staged rows fail which rules: the tables `verdicts` (a row and a rule, by its number) and `refused` (rows). */
export class Judgement {
  readonly #scratch: Scratch;
  readonly #rules: readonly RowRule[];
  /** Numbers of the rules that refuse. */
  readonly #refusing: string;

  constructor(scratch: Scratch, rules: readonly RowRule[]) {
    this.#scratch = scratch;
    this.#rules = rules;
    this.#refusing = rules.flatMap(({ action }, index) => (action === 'refuse' ? [index] : [])).join(', ');
  }

  /** Holds every row against every rule. */
  async judge(): Promise<void> {
    const scratch = this.#scratch;
    for (const { prepare = [] } of this.#rules) for (const sql of prepare) await scratch.query(sql);
    await scratch.query('CREATE TABLE verdicts (place BIGINT, rule USMALLINT)');
    await scratch.query('CREATE TABLE refused (place BIGINT)');
    const checked = this.#rules.flatMap(({ fails, kind }, index) =>
      fails === undefined ? [] : [{ kind, failing: `CASE WHEN ${fails} THEN ${index}::USMALLINT END` }],
    );
    if (checked.length > 0) {
      const all = checked.map(({ failing }) => failing).join(', ');
      const [first] = checked;
      // what is no row at all fails nothing else
      const found =
        first?.kind === 'malformed'
          ? `CASE WHEN __line IS NOT NULL THEN [0::USMALLINT] ELSE [${all}] END`
          : `[${all}]`;
      await scratch.query(`INSERT INTO verdicts SELECT place, rule FROM (
        SELECT __row AS place, unnest(${found}) AS rule FROM rows WHERE coalesce(${all}, NULL) IS NOT NULL)
        WHERE rule IS NOT NULL`);
    }
    await this.#refuse('true');
    for (const [index, { unique, action }] of this.#rules.entries()) {
      if (unique === undefined) continue;
      const columns = unique.map(quoteIdentifier).join(', ');
      const whole = unique.map((name) => `${quoteIdentifier(name)} IS NOT NULL`).join(' AND ');
      // of several the first is kept, of those that nothing else refuses; a key without a value is none
      await scratch.query(`INSERT INTO verdicts SELECT __row, ${index} FROM (
        SELECT __row, ${columns} FROM rows WHERE ${whole} AND __row NOT IN (SELECT place FROM refused))
        QUALIFY row_number() OVER (PARTITION BY ${columns} ORDER BY __row) > 1`);
      if (action === 'refuse') await this.#refuse(`rule = ${index}`);
    }
  }

  /** Puts rows under a rule that was found to refuse them later on. */
  async refuse(rows: readonly number[], wanted: (rule: RowRule) => boolean): Promise<void> {
    if (rows.length === 0) return;
    const index = this.#rules.findIndex(wanted);
    await this.#scratch.query(
      `INSERT INTO verdicts VALUES ${rows.map((row) => `(${row}, ${index})`).join(', ')}`,
    );
    await this.#scratch.query(`INSERT INTO refused VALUES ${rows.map((row) => `(${row})`).join(', ')}`);
  }

  /**
   * What becomes of the rows from `from` on and before `to`.
   * @param rejects SQL of which lines of `rejected` belong to them
   * @param time SQL of a row's time
   */
  async tally(from: number, to: number, rejects: string, time?: string): Promise<Tally> {
    const scratch = this.#scratch;
    const within = `place >= ${from} AND place < ${to}`;
    const [[failing = 0, refused = 0] = []] = await scratch.query(
      `SELECT count(DISTINCT place), count(DISTINCT place) FILTER (rule IN (${this.#refusing})) FROM verdicts WHERE ${within}`,
    );
    const failed = await scratch.query(
      `SELECT rule, count(*) FROM verdicts WHERE ${within} GROUP BY rule ORDER BY rule`,
    );
    const first = await scratch.query(
      `SELECT rule, count(*) FROM (SELECT min(rule) AS rule FROM verdicts WHERE ${within} AND rule IN (${this.#refusing})
         GROUP BY place) GROUP BY rule`,
    );
    const rejected = await scratch.number(`SELECT count(*) FROM rejected WHERE ${rejects}`);
    const refusedBy: Record<string, number> = {};
    const failingBy: Record<string, number> = {};
    const add = (sums: Record<string, number>, name: string, count: unknown): void =>
      void (sums[name] = (sums[name] ?? 0) + Number(count));
    for (const [rule, count] of failed) add(failingBy, this.#name(rule), count);
    for (const [rule, count] of first) add(refusedBy, this.#rules[Number(rule)]?.kind ?? '', count);
    if (rejected > 0) for (const sums of [refusedBy, failingBy]) add(sums, MALFORMED, rejected);
    const rows = to - from;
    return {
      rows: rows + rejected,
      written: rows - Number(refused),
      refused: Number(refused) + rejected,
      failing: Number(failing) + rejected,
      refusedBy,
      failingBy,
      ...(await this.#times(from, to, time)),
    };
  }

  #name(rule: unknown): string {
    const found = this.#rules[Number(rule)];
    return found === undefined ? '' : nameOf(found);
  }

  async #times(
    from: number,
    to: number,
    time: string | undefined,
  ): Promise<Pick<Tally, 'oldest' | 'newest'>> {
    if (time === undefined) return {};
    const [[oldest, newest] = []] = await this.#scratch.query(
      `SELECT epoch_ms(min(${time})), epoch_ms(max(${time})) FROM rows
       WHERE __row >= ${from} AND __row < ${to} AND __row NOT IN (SELECT place FROM refused)`,
    );
    return typeof oldest === 'number' && typeof newest === 'number' ? { oldest, newest } : {};
  }

  async #refuse(condition: string): Promise<void> {
    if (this.#refusing === '') return;
    await this.#scratch.query(
      `INSERT INTO refused SELECT DISTINCT place FROM verdicts WHERE rule IN (${this.#refusing}) AND ${condition}
       AND place NOT IN (SELECT place FROM refused)`,
    );
  }
}

/** A list of DuckDB's. */
export function listOf(value: unknown): string[] {
  const items =
    typeof value === 'object' && value !== null && 'items' in value
      ? (value as { items: unknown }).items
      : value;
  return Array.isArray(items) ? items.map(String) : [];
}
