import type { ModelFinding } from '../../detection/model/modelFinding.js';
import type { ModelFindings } from '../../detection/model/modelFindings.js';
import type { CheckResult } from '../../detection/result.js';
import type { ModelReport } from '../models.js';
import type { Thresholds } from '../reportFormat.js';
import { tellingWindows, type WindowRole } from './tellingWindows.js';

/** A finding in one of the windows that have it. */
export interface FoundIn<Found> {
  readonly window: string;
  /** Among many windows, those to tell of first. */
  readonly role: WindowRole | undefined;
  readonly found: Found;
  /** All that is known of the window. */
  readonly result: CheckResult;
}

export interface PageOptions {
  /** Whether pictures are drawn. */
  readonly pictures: boolean;
  readonly thresholds: Thresholds;
}

/** A word that the page's glossary explains. */
export interface Term {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** How one finding is shown; what is left out has no place in that format. Names in it are anybody's: escape them. */
export interface Telling<Found> {
  /** HTML at the top of a model's section, on all windows together. */
  overview?(found: readonly FoundIn<Found>[], options: PageOptions): Promise<string> | string;
  /** HTML among a window's details. */
  details?(found: FoundIn<Found>, options: PageOptions): Promise<string> | string;
  /** Lines for a terminal, to be wrapped to its width. */
  lines?(found: readonly FoundIn<Found>[]): readonly string[];
  /** Lines of Markdown, an empty one between paragraphs. */
  markdown?(found: readonly FoundIn<Found>[]): readonly string[];
  /** What the glossary explains beside the finding itself. */
  terms?(found: readonly FoundIn<Found>[]): readonly Term[];
}

/** A finding's place in the reports: nothing in windows that do not have it. */
export interface FindingView extends Term {
  readonly order: number;
  isIn(report: ModelReport): boolean;
  terms(report: ModelReport): readonly Term[];
  overview(report: ModelReport, options: PageOptions): Promise<string>;
  details(report: ModelReport, window: number, options: PageOptions): Promise<string>;
  lines(report: ModelReport): readonly string[];
  markdown(report: ModelReport): readonly string[];
}

/** @param of the finding in what a check has found */
export function findingView<Found extends object>(
  { id, title, description, order }: ModelFinding<Found>,
  of: (findings: ModelFindings) => Found | undefined,
  telling: Telling<Found>,
): FindingView {
  const all = (report: ModelReport): (FoundIn<Found> | undefined)[] => {
    const roles = tellingWindows(report);
    return report.windows.map(({ name, outcome: { result } }, window) => {
      const found = of(result);
      return found && { window: name, role: roles.get(window), found, result };
    });
  };
  const present = (report: ModelReport): FoundIn<Found>[] => all(report).filter((one) => one !== undefined);
  const told = <Item>(
    report: ModelReport,
    tell: (found: FoundIn<Found>[]) => readonly Item[] | undefined,
  ): readonly Item[] => {
    const found = present(report);
    return found.length === 0 ? [] : (tell(found) ?? []);
  };
  return {
    id,
    title,
    description,
    order,
    isIn: (report) => present(report).length > 0,
    overview: async (report, options) => {
      const found = present(report);
      return found.length === 0 ? '' : ((await telling.overview?.(found, options)) ?? '');
    },
    details: async (report, window, options) => {
      const found = all(report)[window];
      return found === undefined ? '' : ((await telling.details?.(found, options)) ?? '');
    },
    terms: (report) => told(report, (found) => telling.terms?.(found)),
    lines: (report) => told(report, (found) => telling.lines?.(found)),
    markdown: (report) => told(report, (found) => telling.markdown?.(found)),
  };
}
