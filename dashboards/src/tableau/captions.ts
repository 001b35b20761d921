/** Words that are not written as they are spelled in a column's name. */
const WORDS: Readonly<Record<string, string>> = {
  psi: 'PSI',
  ks: 'KS',
  id: 'number',
  utc: '(UTC)',
  url: 'address',
  iso: 'ISO',
  g: 'G',
};

/** Columns whose names say too little, or too much, over a table. */
const CAPTIONS: Readonly<Record<string, string>> = {
  acknowledged_by: 'Taken on by',
  alert_id: 'Alert number',
  alert_name: 'Alert',
  count_seconds: 'Counting, seconds',
  data_as_of_utc: 'Newest row (UTC)',
  duration_seconds: 'Seconds',
  features_active: 'Features drifting',
  judge_seconds: 'Judging, seconds',
  last_success_at_utc: 'Last good check (UTC)',
  missing_ratio: 'Missing',
  notifications: 'Told, times',
  out_of_range_ratio: 'Out of range',
  resolved_at_utc: 'Over since (UTC)',
  started_at_utc: 'Check began (UTC)',
  starts_at_utc: 'Began (UTC)',
  statistic_limit: 'Against',
  statistic_says: 'Says',
  statistic_value: 'Value',
  store_seconds: 'Storing, seconds',
  unseen_ratio: 'Unseen',
  window_name: 'Window',
};

/** A column's name in words, the same in every data source: actions match fields by it. */
export function captionOf(column: string): string {
  const own = CAPTIONS[column];
  if (own !== undefined) return own;
  const words = column.split('_').map((word) => WORDS[word] ?? word);
  const text = words.join(' ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
