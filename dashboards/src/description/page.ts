import type { Section, Sheet } from './sheet.js';

export const PAGE_IDS = [
  'overview',
  'feature-analysis',
  'alert-management',
  'performance-monitoring',
] as const;
export type PageId = (typeof PAGE_IDS)[number];

/** What a reader chooses on a page, or brings from another. */
export interface Choices {
  /** One model and one feature, or all models that are chosen. */
  readonly model: 'one' | 'many';
  /** Whether these are to be chosen here; else they are only carried along. */
  readonly feature: boolean;
  readonly window: boolean;
  readonly segment: boolean;
  /** The measure of a model's performance. */
  readonly metric: boolean;
}

/** One dashboard, whatever draws it. */
export interface Page {
  readonly id: PageId;
  readonly title: string;
  readonly description: string;
  readonly choices: Choices;
  /** Such as `now-30d`. */
  readonly from: string;
  readonly sections: readonly Section[];
}

export function sheetsOf({ sections }: Page): Sheet[] {
  return sections.flatMap(({ sheets }) => sheets);
}
