import type { ModelConfig } from '../config/schema.js';
import type { Reference } from '../profile/reference.js';
import type { DuckDBFiles } from '../sources/duckdbFiles.js';
import { parenthesise, quoteIdentifier } from '../sources/sql.js';
import { Batch } from './batch.js';
import { requireColumns } from './columns.js';
import { typeOfExpression } from './expressions.js';
import { fileFindings, type FileFinding } from './gate.js';
import { requireUnchanged } from './identity.js';
import { Judgement } from './judge.js';
import { NAME_LENGTH, type Quarantine } from './quarantine.js';
import { refusedRows } from './refusedRows.js';
import { rowRules } from './rules/rowRules.js';
import type { RowRule } from './rules/rowRule.js';
import { Scratch } from './scratch.js';
import { knownTypes, shapeRows, timeColumnOf, type Shape } from './shape.js';
import { stage } from './staging/stage.js';
import type { Staged } from './staging/staged.js';
import { startOf, type Start } from './start.js';
import { addTallies, type Tally } from './tally.js';
import type { LedgerEntry, Target, TargetColumn } from './targets/target.js';

/** What files of one model are ingested with. */
export interface IngestContext {
  readonly model: ModelConfig;
  readonly target: Target;
  readonly columns: readonly TargetColumn[] | undefined;
  readonly reference: Reference | undefined;
  readonly quarantine: Quarantine | undefined;
  /** Rows of earlier files, newest first. */
  readonly history: readonly number[];
  readonly dryRun: boolean;
  /** Takes a file that was ingested before, and has changed since, for a new one. */
  readonly asNew: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

export interface IngestInput {
  /** Where it lies. */
  readonly file: string;
  /** What it is called: its path, or `stdin`. */
  readonly name: string;
  readonly files: DuckDBFiles;
  /** Whether it is a file of the quarantine. */
  readonly replay: boolean;
}

/** What became of a file. */
export interface IngestResult {
  /** `held`: a rule about the file as a whole failed, and nothing was written. */
  readonly status: 'ingested' | 'unchanged' | 'held' | 'checked';
  readonly content: string;
  readonly tally: Tally;
  readonly rules: readonly RowRule[];
  readonly findings: readonly FileFinding[];
  /** Columns of the file that the target does not have. */
  readonly left: readonly string[];
}

/**
 * Reads a file, holds its rows against the rules, and writes those that are good, batch by batch; a file that was done before is left
 * alone, and one that was broken off goes on.
 * @throws DriftError
 */
export async function ingestFile(context: IngestContext, input: IngestInput): Promise<IngestResult> {
  const start = await startOf(context, input);
  if (start.entry?.finished === true) {
    const { content, tally } = start.entry;
    return { status: 'unchanged', content, tally, rules: [], findings: [], left: [] };
  }
  const scratch = await Scratch.open(input.name, context.model.timestamp_time_zone);
  try {
    const work = await prepare(context, input, scratch, start);
    await requireUnchanged(input.file, start);
    const { tally, findings, rules, shape } = work;
    const result = { content: start.content, tally, rules, findings, left: shape.left };
    if (findings.some(({ fails }) => fails)) return { ...result, status: 'held' };
    if (context.dryRun) return { ...result, status: 'checked' };
    return { ...result, status: 'ingested', tally: await writeBatches(context, input, work) };
  } finally {
    await scratch.close();
  }
}

/** A file that was read and judged, ready to be written. */
interface Work {
  readonly scratch: Scratch;
  readonly start: Start;
  readonly staged: Staged;
  readonly shape: Shape;
  readonly rules: readonly RowRule[];
  readonly judgement: Judgement;
  readonly time: string | undefined;
  /** Of the rows that are new. */
  readonly tally: Tally;
  readonly findings: readonly FileFinding[];
}

async function prepare(
  { model, target, columns, reference, history }: IngestContext,
  input: IngestInput,
  scratch: Scratch,
  start: Start,
): Promise<Work> {
  const known = knownTypes(model, columns, reference);
  const staged = await stage(scratch, input);
  const shape = await shapeRows(scratch, staged, model, known, takes(target, columns));
  requireColumns({ model, shape, target: columns, reference, file: input.name });
  const rules = rowRules({ model, shape, target: columns, reference, lines: staged.lines });
  await requireConditions(scratch, model);
  const judgement = new Judgement(scratch, rules);
  await judgement.judge();
  const time = timeOf(model, shape);
  const tally = await judgement.tally(start.position, staged.rows, rejects(start, start.position), time);
  const findings =
    model.ingest === undefined || input.replay ? [] : fileFindings(model.ingest, tally, history, Date.now());
  return { scratch, start, staged, shape, rules, judgement, time, tally, findings };
}

/** @throws ExpressionError where a rule's condition is no SQL over the file's columns */
async function requireConditions(scratch: Scratch, { ingest }: ModelConfig): Promise<void> {
  for (const [index, { check }] of (ingest?.rules ?? []).entries()) {
    if (check === undefined) continue;
    await typeOfExpression(scratch, `${parenthesise(check)}::BOOLEAN`, 'rows', ['rules', index, 'check']);
  }
}

/** Which columns go to the target: those that it has, or adds. */
function takes(target: Target, columns: readonly TargetColumn[] | undefined): (name: string) => boolean {
  const known = columns === undefined ? undefined : new Set(columns.map(({ name }) => name));
  return (name) => known?.has(name) === true || (target.adds?.(name) ?? known === undefined);
}

async function writeBatches(context: IngestContext, input: IngestInput, work: Work): Promise<Tally> {
  const { target, quarantine, model } = context;
  const { scratch, start, staged, shape, judgement } = work;
  for (const content of [start.content, start.replaced ?? []].flat()) {
    await quarantine?.open(content, start.position);
  }
  let entry: LedgerEntry = start.entry ?? {
    ...{ content: start.content, file: input.name, bytes: start.bytes, position: start.position },
    ...{ finished: false, tally: start.tally, updated: Date.now() },
  };
  if (start.entry === undefined) await target.begin(entry, staged.rows, start.replaced);
  while (!entry.finished) {
    const from = entry.position;
    const to = Math.min(from + target.batchRows, staged.rows);
    const isLast = to === staged.rows;
    const lines = rejects(start, from, isLast ? undefined : to);
    await scratch.query(`CREATE OR REPLACE VIEW batch AS SELECT * FROM rows ANTI JOIN
      (SELECT place FROM refused WHERE place >= ${from} AND place < ${to}) AS r ON rows.__row = r.place
      WHERE __row >= ${from} AND __row < ${to}`);
    const name = `${start.content.slice(0, NAME_LENGTH)}-${from}-${to}`;
    const batch = new Batch(scratch, shape.output, name, from, to);
    const said = new Map<number, string>();
    entry = await target.write(entry, async (writer) => {
      const key = model.ingest?.key;
      if (key !== undefined) {
        const isKey = ({ unique }: RowRule): boolean => unique === key;
        await judgement.refuse(await writer.known(batch, key), isKey);
      }
      const refusals = to > from ? await writer.append(batch) : [];
      for (const { row, message } of refusals) said.set(row, message);
      await judgement.refuse(
        refusals.map(({ row }) => row),
        ({ kind }) => kind === 'database',
      );
      const tally = await judgement.tally(from, to, lines, work.time);
      if (tally.refused > 0 && quarantine !== undefined) {
        const { rules } = work;
        const refused = { scratch, staged, rules, file: input.name, replay: input.replay, said };
        await quarantine.write(name, refusedRows(refused, from, to, lines));
      }
      return {
        ...entry,
        position: to,
        finished: isLast,
        tally: addTallies(entry.tally, tally),
        updated: Date.now(),
      };
    });
    context.onProgress(to - start.position, staged.rows - start.position);
  }
  return entry.tally;
}

/** SQL of which rejected lines belong to rows from one on and, where it is given, before another. */
function rejects({ position, doneBytes }: Start, from: number, to?: number): string {
  const place = `greatest(place, ${position})`;
  const before = to === undefined ? '' : ` AND ${place} < ${to}`;
  return `${place} >= ${from}${before} AND byte >= ${doneBytes}${doneBytes === 0 ? ` AND place >= ${position}` : ''}`;
}

function timeOf(model: ModelConfig, { columns }: Shape): string | undefined {
  const column = columns.find(({ name }) => name === timeColumnOf(model));
  return column !== undefined && /^(TIMESTAMP|DATE)/.test(column.type)
    ? `${quoteIdentifier(column.name)}::TIMESTAMPTZ`
    : undefined;
}
