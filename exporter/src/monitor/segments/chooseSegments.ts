import { DriftError } from '../../errors.js';
import { candidatesOf, nextValues } from '../../profile/segmentValues.js';
import type { SegmentConfig } from '../../config/schema.js';
import type { SegmentChoice } from '../../store/store.js';
import { countSegmentReferences, fixedRows, rowsBefore } from './countSegmentReferences.js';
import { keepPast } from './keepPast.js';
import type { SegmentContext } from './segments.js';

const WEEK = 604_800_000;
/** A value must have outgrown another over so many weeks. */
const RECENT_WEEKS = 4;
/** Counts of another format, or limits, are found anew. */
const FORMAT = 1;

/** The most frequent values of the reference. */
export async function firstChoice(
  { plan, settings, minCell }: SegmentContext,
  { column, top }: SegmentConfig,
  from: number,
): Promise<SegmentChoice> {
  const [summary] = await plan.source.summarise(plan.check.reference, [
    { name: column, kind: 'categorical' },
  ]);
  const found =
    summary?.kind === 'categorical' ? candidatesOf(summary, Math.max(minCell, settings.minRows)) : [];
  const candidates = found.map(({ value }) => value);
  const values = candidates.slice(0, top);
  return { column, from, top, values, candidates, wishes: '', references: [] };
}

/** What was chosen before and, where another number of values is asked for by now, what holds from `at` on. */
export function chosenAgain(
  kept: readonly SegmentChoice[],
  { top }: SegmentConfig,
  at: number,
): SegmentChoice[] {
  const last = kept.at(-1);
  if (last === undefined || last.top === top) return [...kept];
  const byReference = (a: string, b: string): number =>
    last.candidates.indexOf(a) - last.candidates.indexOf(b);
  const waiting = last.candidates.filter((value) => !last.values.includes(value));
  const values =
    top < last.values.length
      ? [...last.values].sort(byReference).slice(0, top)
      : [...last.values, ...waiting.slice(0, top - last.values.length)];
  const changed = { ...last, from: at, top, values, wishes: '', references: [] };
  return [...kept.filter(({ from }) => from < at), changed];
}

/**
 * Keeps a choice with what its segments are compared with, which is counted where it is not known.
 * @param before the choice before it
 * @returns without references where the reference's rows are gone
 */
export async function withReferences(
  context: SegmentContext,
  choice: SegmentChoice,
  before: SegmentChoice | undefined,
): Promise<SegmentChoice> {
  const { plan, reference, store, onWarning } = context;
  const wishes = JSON.stringify({ format: FORMAT, ...context.wishes, moving: plan.moving?.length });
  if (choice.wishes === wishes) return choice;
  const rows =
    plan.moving === undefined
      ? await fixedRows(plan, reference)
      : rowsBefore(plan, plan.moving.length, choice.from);
  if (plan.moving !== undefined) await keepPast(context, choice, plan.moving.length, before);
  const references = rows && (await countSegmentReferences(plan, reference, choice, context.wishes, rows));
  if (references === undefined) {
    onWarning(
      `segments of ${JSON.stringify(choice.column)} have nothing to be compared with: the reference's rows are no longer those that it was built from; promote it`,
    );
  }
  const known =
    references === undefined ? { ...choice, wishes: '', references: [] } : { ...choice, wishes, references };
  await store.saveSegmentChoice(plan.check.model, reference.version, known);
  return known;
}

/**
 * The choices that come into force in (from, to). Once a week, as the buckets of the weeks before have closed, a value that has
 * clearly outgrown the least of the chosen over four weeks takes its place.
 *
 * @param choices oldest first; what was chosen is not chosen again
 */
export async function laterChoices(
  context: SegmentContext,
  choices: readonly SegmentChoice[],
  from: number,
  to: number,
): Promise<SegmentChoice[]> {
  let last = choices.at(-1);
  if (last === undefined || last.candidates.every((value) => last?.values.includes(value))) return [];
  const weeks = weeksBetween(context, Math.max(from, last.from), to);
  const [first] = weeks;
  const end = weeks.at(-1);
  if (first === undefined || end === undefined) return [];
  const counts = await countWeeks(context, last, first.week - RECENT_WEEKS * WEEK, end.week);
  const found: SegmentChoice[] = [];
  for (const { week, start } of weeks) {
    const recent = new Map<string, number>();
    for (let back = 1; back <= RECENT_WEEKS; back++) {
      for (const [value, rows] of counts.get(week - back * WEEK) ?? []) {
        recent.set(value, (recent.get(value) ?? 0) + rows);
      }
    }
    const values = nextValues(last.values, last.candidates, recent, context.settings.minRows);
    if (values === last.values) continue;
    last = await withReferences(context, { ...last, from: start, values, wishes: '' }, last);
    found.push(last);
  }
  return found;
}

/** Ends of weeks, and the first bucket that is sure to start after all of the week's have closed. */
function weeksBetween(
  { plan: { bucket, lateness } }: SegmentContext,
  from: number,
  to: number,
): { week: number; start: number }[] {
  const startOf = (week: number): number => Math.ceil((week + lateness) / bucket) * bucket;
  const weeks: { week: number; start: number }[] = [];
  for (let week = Math.floor((from - lateness) / WEEK) * WEEK; startOf(week) < to; week += WEEK) {
    if (startOf(week) > from) weeks.push({ week, start: startOf(week) });
  }
  return weeks;
}

/** Rows of each candidate in each week of [from, to), by the week's start, then by value. */
async function countWeeks(
  { plan, onWarning }: SegmentContext,
  { column, candidates }: SegmentChoice,
  from: number,
  to: number,
): Promise<Map<number, Map<string, number>>> {
  const categories = candidates.filter((value) => value !== '');
  try {
    const counted = await plan.source.count({
      selection: { ...plan.rows, from: new Date(from), to: new Date(to) },
      bucket: WEEK,
      features: [
        {
          feature: { name: column, kind: 'categorical' },
          // empty text and NULL are one value, which is counted as missing and among the rest
          cells: { kind: 'categorical', categories: ['', ...categories], others: [], complete: false },
        },
      ],
    });
    return new Map(
      counted.map(({ bucketStart, counts, missing }) => [
        bucketStart,
        new Map([
          ['', (counts[0] ?? 0) + missing],
          ...categories.map((value, cell): [string, number] => [value, counts[cell + 1] ?? 0]),
        ]),
      ]),
    );
  } catch (error) {
    if (!(error instanceof DriftError) || !error.code.startsWith('column_')) throw error;
    onWarning(`segments of ${JSON.stringify(column)} stay as they are: ${error.message}`);
    return new Map();
  }
}
