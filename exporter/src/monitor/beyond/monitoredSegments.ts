import { SegmentSearch, MOST_FEATURES } from '../../check/beyond/searchSegments.js';
import { driftAttribution, driftScore } from '../../detection/attribution/driftAttribution.js';
import type { SegmentFinding } from '../../detection/attribution/segmentSearch.js';
import type { FeatureResult } from '../../detection/result.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import type { Selection } from '../../sources/source.js';
import type { ScoreRecord, SegmentShareRecord } from '../../store/records.js';
import type { MonitoringPlan } from '../plan.js';
import type { JudgedWindow } from './modelWindows.js';

const DAY = 86_400_000;
/** Windows and references of more rows are not searched. */
const MOST_ROWS = 20_000_000;
/** Searches take at most this share of the time since the start, beside a first allowance in milliseconds. */
const SHARE_OF_TIME = 0.05;
const ALLOWANCE = 10_000;

interface Found {
  readonly to: number;
  readonly findings: readonly SegmentFinding[];
}

/**
 * Where the drift of a monitored model's features lies: values of columns counted apart in the source, of the windows of a day and
 * more in which a feature has drifted. Each feature is searched once a window length at most, and what was found holds until the next search.
 */
export class MonitoredSegments {
  readonly #search: SegmentSearch;
  /** By length, then feature. */
  readonly #found = new Map<number, Map<string, Found>>();
  readonly #warned = new Set<string>();
  readonly #begun: number;
  #spent = 0;

  private constructor(
    readonly plan: MonitoringPlan,
    features: readonly ReferenceFeature[],
    /** What the model makes itself has no causes. */
    readonly outputs: readonly string[],
    readonly onWarning: (warning: string) => void,
    readonly now: () => number,
  ) {
    const { source, check } = plan;
    this.#begun = now();
    this.#search = new SegmentSearch(source, check.reference, features, (problem) => this.#warn(problem));
  }

  /** Undefined where rows cannot be counted again: of a stream, by a source that has no segments, or beside a reference that moves on. */
  static of(
    plan: MonitoringPlan,
    features: readonly ReferenceFeature[],
    outputs: readonly string[],
    onWarning: (warning: string) => void,
    now: () => number = () => performance.now(),
  ): MonitoredSegments | undefined {
    const { moving, isAlone = false, source, windows } = plan;
    if (moving !== undefined || isAlone || !source.capabilities.segments) return undefined;
    if (!windows.some(({ length }) => length >= DAY)) return undefined;
    const found = new MonitoredSegments(plan, features, outputs, onWarning, now);
    return found.#search.hasColumns ? found : undefined;
  }

  /** What is known of the features that have drifted in a window as it stands, those with most of the drift first. */
  known({ length, to }: JudgedWindow, results: readonly FeatureResult[]): SegmentFinding[] {
    const found = this.#found.get(length);
    return this.#drifted(results, new Set()).flatMap(({ feature }) => {
      const own = found?.get(feature);
      return own === undefined || to - own.to > 2 * length ? [] : own.findings;
    });
  }

  /**
   * Searches the newest windows whose scores were kept.
   * @param active features that count as drifting, whether one of these windows shows it or not
   * @returns what is to be kept of it
   */
  async search(scores: readonly ScoreRecord[], active: ReadonlySet<string>): Promise<SegmentShareRecord[]> {
    const records: SegmentShareRecord[] = [];
    const lengths = this.plan.windows.filter(({ length }) => length >= DAY);
    for (const [place, { length, name }] of lengths.entries()) {
      const own = scores.filter(({ windowName, segment }) => windowName === name && segment === '');
      if (own.length === 0) continue;
      const to = Math.max(...own.map((score) => score.to));
      const results = own.filter((score) => score.to === to).map(({ result }) => result);
      const isShortest = place === 0;
      const window = { length, from: to - length, to };
      records.push(...(await this.#searchWindow(window, name, results, isShortest ? active : new Set())));
    }
    return records;
  }

  /** After a start, which knows nothing of what was found before: searches a window as it stands, up to the last closed bucket. */
  async searchFirst(window: JudgedWindow, results: readonly FeatureResult[]): Promise<void> {
    if (window.length < DAY || this.#found.has(window.length)) return;
    await this.#searchWindow(window, '', results, new Set());
  }

  async #searchWindow(
    window: JudgedWindow,
    windowName: string,
    results: readonly FeatureResult[],
    active: ReadonlySet<string>,
  ): Promise<SegmentShareRecord[]> {
    const { length, from, to } = window;
    const found = this.#found.get(length) ?? new Map<string, Found>();
    this.#found.set(length, found);
    const due = this.#drifted(results, active)
      .filter(({ feature }) => to - (found.get(feature)?.to ?? -Infinity) >= length)
      .slice(0, MOST_FEATURES);
    const rows = results[0]?.rows ?? { reference: 0, current: 0 };
    if (due.length === 0 || !this.#isAffordable(rows)) return [];
    const started = this.now();
    const selection: Selection = { ...this.plan.rows, from: new Date(from), to: new Date(to) };
    const findings = await this.#search.find(selection, due).catch((error: unknown) => {
      this.#warn(error instanceof Error ? error.message : String(error));
      return [];
    });
    this.#spent += this.now() - started;
    const told = findings.filter(({ rows: { current } }) => this.#mayTell(current * rows.current));
    for (const { feature } of due) {
      found.set(feature, { to, findings: told.filter((finding) => finding.feature === feature) });
    }
    return told.map(({ feature, segment, share, rows: { current } }) => ({
      ...{ windowName, from, to, feature, segment, share },
      rows: Math.round(current * rows.current),
    }));
  }

  /** Drifted inputs with their share of the drift, those with most of it first; then those that are active besides. */
  #drifted(results: readonly FeatureResult[], active: ReadonlySet<string>) {
    const inputs = results.filter(({ feature }) => !this.outputs.includes(feature));
    const shares = new Map(
      driftAttribution(inputs.flatMap((result) => driftScore(result) ?? []))?.map((entry) => [
        entry.feature,
        entry.share,
      ]),
    );
    return inputs
      .filter(({ feature, drifted }) => drifted === true || active.has(feature))
      .map(({ feature }) => ({ feature, share: shares.get(feature) ?? 0 }))
      .sort((a, b) => b.share - a.share);
  }

  #isAffordable(rows: FeatureResult['rows']): boolean {
    const most = Math.max(rows.reference, rows.current);
    if (most > MOST_ROWS) {
      this.#warn(`windows or a reference of more than ${MOST_ROWS} rows are not searched`);
      return false;
    }
    return this.#spent <= ALLOWANCE + SHARE_OF_TIME * (this.now() - this.#begun);
  }

  /** Counts below `privacy.min_cell` are told nowhere. */
  #mayTell(rows: number): boolean {
    const count = Math.round(rows);
    return count === 0 || count >= (this.plan.check.minCell ?? 1);
  }

  /** Each problem once. */
  #warn(problem: string): void {
    if (this.#warned.has(problem)) return;
    this.#warned.add(problem);
    this.onWarning(`where drift lies is not searched: ${problem}`);
  }
}
