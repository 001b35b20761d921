import type { Pill } from '../description/pill.js';

/** Tableau's word for how a pill is made, and the beginning of its name. */
const DERIVATIONS: Readonly<Record<Pill['by'], readonly [derivation: string, prefix: string]>> = {
  value: ['None', 'none'],
  attribute: ['Attribute', 'attr'],
  computed: ['User', 'usr'],
  sum: ['Sum', 'sum'],
  avg: ['Avg', 'avg'],
  median: ['Median', 'med'],
  min: ['Min', 'min'],
  max: ['Max', 'max'],
  count: ['Count', 'cnt'],
  distinct: ['CountD', 'ctd'],
  hour: ['Hour-Trunc', 'thr'],
  day: ['Day-Trunc', 'tdy'],
  week: ['Week-Trunc', 'twk'],
  month: ['Month-Trunc', 'tmn'],
  weekday: ['Weekday', 'wd'],
};

export interface PillName {
  readonly derivation: string;
  /** `[avg:psi:qk]` */
  readonly name: string;
  readonly type: 'nominal' | 'ordinal' | 'quantitative';
}

const KEYS = { nominal: 'nk', ordinal: 'ok', quantitative: 'qk' } as const;

/** @param field its name in Tableau, without brackets; @param words whether its values are words */
export function pillName({ by, continuous }: Pill, field: string, words: boolean): PillName {
  const [derivation, prefix] = DERIVATIONS[by];
  const wordy = words && ['value', 'attribute', 'computed', 'min', 'max'].includes(by);
  const type = continuous && !wordy ? 'quantitative' : wordy ? 'nominal' : 'ordinal';
  return { derivation, name: `[${prefix}:${field}:${KEYS[type]}]`, type };
}
