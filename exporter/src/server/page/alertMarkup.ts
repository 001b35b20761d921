import { formatDuration } from '../../config/duration.js';
import { escapeMarkup } from '../../reports/text.js';
import type { KeptAlert } from '../../store/alertRecords.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const known = ['small', 'significant', 'critical'];

/** A time of UTC to the minute; whole in its machine-readable form. */
export function moment(time: number): string {
  const iso = new Date(time).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** A length of time as people say it. */
export function lasted(milliseconds: number): string {
  const unit = milliseconds >= DAY ? DAY / 24 : milliseconds >= MINUTE ? MINUTE : 1000;
  return formatDuration(Math.max(0, Math.round(milliseconds / unit) * unit));
}

export function severityChip({ severity = '' }: Pick<KeptAlert, 'severity'>): string {
  if (severity === '') return '';
  const style = known.includes(severity) ? severity : 'none';
  return `<span class="chip s-${style}">${escapeMarkup(severity.slice(0, 40))}</span>`;
}
