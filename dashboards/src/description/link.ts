import type { PageId } from './page.js';

/** Where a click leads: another page, with the variables that this row or mark sets. */
export interface Link {
  readonly title: string;
  readonly to: PageId;
  /** Variables that the mark sets by the value that it has under the same name; the others stay. */
  readonly sets: ReadonlyArray<'model' | 'feature'>;
}

export const TO_FEATURE: Link = {
  title: 'Look at this feature',
  to: 'feature-analysis',
  sets: ['model', 'feature'],
};
export const TO_MODEL: Link = {
  title: 'Look at the features of this model',
  to: 'feature-analysis',
  sets: ['model'],
};
export const TO_PERFORMANCE: Link = {
  title: 'How its checks run',
  to: 'performance-monitoring',
  sets: ['model'],
};
