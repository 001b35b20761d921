import type { FileOutcome } from '../../ingest/ingestModel.js';
import type { IngestResult } from '../../ingest/ingestFile.js';
import { nameOf } from '../../ingest/rules/rowRule.js';
import { qualityScore } from '../../ingest/tally.js';
import { grid } from '../../reports/terminal/grid.js';

/** What a summary says beside what became of each file. */
export interface Summary {
  readonly model: string;
  readonly place: string;
  readonly dryRun: boolean;
  readonly quarantined: boolean;
}

/** The result for machines. */
export function summaryJson({ model, place, dryRun }: Summary, outcomes: readonly FileOutcome[]): string {
  const files = outcomes.map(({ file, result, error }) =>
    result === undefined
      ? { file, status: 'failed', error: error?.message ?? '' }
      : {
          file,
          status: result.status,
          rows: result.tally.rows,
          written: result.status === 'ingested' || result.status === 'unchanged' ? result.tally.written : 0,
          refused: result.tally.refused,
          flagged: result.tally.failing - result.tally.refused,
          quality_score: qualityScore(result.tally) ?? null,
          refused_by: result.tally.refusedBy,
          failing_by: result.tally.failingBy,
          findings: result.findings.map(({ message, fails }) => ({ message, fails })),
          left_out: result.left,
        },
  );
  return `${JSON.stringify({ model, target: place, dry_run: dryRun, files }, null, 2)}\n`;
}

/** The result for people: a line a file, what it failed by as a whole, and a line a rule that rows fail. */
export function summaryText(summary: Summary, outcomes: readonly FileOutcome[]): string {
  const lines = outcomes.flatMap(({ file, result }) =>
    result === undefined ? [] : describe(file, result, summary),
  );
  return lines.map((line) => `${line}\n`).join('');
}

const WIDTH = 60;

function describe(file: string, result: IngestResult, { dryRun, quarantined }: Summary): string[] {
  const { status, tally, findings, rules, left } = result;
  const { rows, written, refused, failing } = tally;
  if (status === 'unchanged') return [`${file}: ingested before, ${count(written)} rows; nothing to do`];
  const score = qualityScore(tally);
  const kept = quarantined ? ' (in quarantine)' : '';
  const done =
    status === 'held'
      ? 'nothing written'
      : `${count(written)} ${dryRun ? 'good' : 'written'}, ${count(refused)} refused${refused > 0 && !dryRun ? kept : ''}`;
  const quality = score === undefined ? '' : `; quality ${(Math.floor(score * 10_000) / 100).toFixed(2)} %`;
  const actions = new Map(rules.map((rule) => [nameOf(rule), rule]));
  const failed = Object.entries(tally.failingBy).sort(([, a], [, b]) => b - a);
  return [
    `${file}: ${count(rows)} rows, ${done}, ${count(failing - refused)} flagged${quality}`,
    ...findings.map(({ message, fails }) => `  ${fails ? 'failed' : 'warning'}: ${message}`),
    ...(left.length === 0 ? [] : [`  not in the target, and left out: ${left.join(', ')}`]),
    ...(failed.length === 0
      ? []
      : grid(
          [
            { title: '  rule', align: 'left', width: 40 },
            { title: 'rows', align: 'right', width: 14 },
            { title: '', align: 'left', width: 8 },
            { title: 'expected', align: 'left', width: WIDTH },
          ],
          failed.map(([name, number]) => {
            const rule = actions.get(name);
            const action = rule?.action === 'flag' ? 'flagged' : 'refused';
            return [
              { text: `  ${name}` },
              { text: count(number) },
              { text: action },
              { text: rule?.expected ?? '' },
            ];
          }),
          (text) => text,
        )),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
