import type { AlertEventRecord, KeptAlert } from '../../store/alertRecords.js';
import { named } from '../../reports/page/markup.js';
import { escapeMarkup } from '../../reports/text.js';
import { lasted, moment, severityChip } from './alertMarkup.js';

/** Longest remark that is shown whole. */
const LONGEST_DETAIL = 500;
/** Notifications of one alert that are listed one by one. */
const MOST_EVENTS = 60;

/** Each time that an alert fired, newest first, with what happened then; the newest is open. */
export function episodeList(episodes: readonly KeptAlert[], now: Date): string {
  return episodes.map((episode, index) => section(episode, index === 0, now)).join('\n');
}

function section(alert: KeptAlert, open: boolean, now: Date): string {
  const { startsAt, resolvedAt, status, events } = alert;
  const length = lasted((resolvedAt ?? now.getTime()) - startsAt);
  const rest = events.length - MOST_EVENTS;
  // what began it and what came last tell most
  const shown = rest > 0 ? [...events.slice(0, 10), ...events.slice(rest + 10)] : events;
  const more = rest > 0 ? `<tr><td colspan="3" class="muted">${rest} more in between</td></tr>` : '';
  const rows = shown.map((event, index) => row(event) + (index === 9 ? more : ''));
  return `<details class="episode card"${open ? ' open' : ''}><summary>${moment(startsAt)} ${severityChip(alert)} <span class="muted">${status}, ${length}</span></summary>
<div class="scroll"><table><thead class="hidden"><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Who and why</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function row({ at, event, actor, detail }: AlertEventRecord): string {
  const who = actor === undefined || actor === '' ? '' : `<b>${named(actor)}</b>`;
  const why = detail === undefined || detail === '' ? '' : remark(detail);
  return `<tr><td>${moment(at)}</td><td>${escapeMarkup(event)}</td><td>${[who, why].filter((part) => part !== '').join(' ')}</td></tr>`;
}

function remark(text: string): string {
  return named(text, LONGEST_DETAIL);
}
