import type { KeptAlert } from '../../store/alertRecords.js';
import type { KeptExpectation } from '../../store/expectations.js';
import { named } from '../../reports/page/markup.js';
import { escapeMarkup, plainLine, truncate } from '../../reports/text.js';
import { descriptionOf } from '../../alerts/episodes.js';
import { alertForms } from './alertForms.js';
import { episodeList } from './episodeList.js';
import { plainPage, type PlainPage } from './plainPage.js';
import { lasted, moment, severityChip } from './alertMarkup.js';

export interface AlertPageOptions {
  /** Newest first. */
  readonly episodes: readonly [KeptAlert, ...KeptAlert[]];
  readonly expectation: KeptExpectation | undefined;
  /** Whether whoever looks may acknowledge and mute. */
  readonly mayAct: boolean;
  /** Whether there is a picture of the feature now. */
  readonly hasPicture: boolean;
  readonly now: Date;
}

const LONGEST_TITLE = 200;

/** One alert for people: what it says, the picture, what they can do, and all that happened. Addresses are relative to it. */
export function alertPage(options: AlertPageOptions): PlainPage {
  const { episodes, now } = options;
  const [alert] = episodes;
  const title = truncate(plainLine(alert.summary ?? alert.name), LONGEST_TITLE);
  const main = [
    `<p class="eyebrow"><a href="../">Drift</a> · alert ${named(alert.name)}${alert.model === undefined ? '' : ` · ${named(alert.model)}`}</p>`,
    `<div class="top"><h1>${escapeMarkup(title)}</h1></div>`,
    `<p class="lead">${severityChip(alert)} ${state(alert, now)}</p>`,
    alert.description === undefined ? '' : `<p class="lead">${lines(alert.description)}</p>`,
    facts(alert),
    links(alert),
    picture(options),
    alertForms(options),
    `<h2>${episodes.length === 1 ? 'What happened' : `Fired ${episodes.length} times`}</h2>`,
    episodeList(episodes, now),
  ];
  return plainPage(title, main.filter((part) => part !== '').join('\n'));
}

/** Each line of a text is a fact. */
function lines(text: string): string {
  return text.split(/\r?\n/).map(escapeMarkup).join('<br>');
}

function state(alert: KeptAlert, now: Date): string {
  const { status, startsAt, resolvedAt, acknowledgedBy } = alert;
  if (resolvedAt !== undefined)
    return `over since ${moment(resolvedAt)}, after ${lasted(resolvedAt - startsAt)}`;
  const by = status === 'acknowledged' && acknowledgedBy !== undefined ? ` by ${named(acknowledgedBy)}` : '';
  return `${status}${by}, for ${lasted(now.getTime() - startsAt)}`;
}

function facts(alert: KeptAlert): string {
  const entries: readonly (readonly [string, string])[] = [
    ['Feature', alert.feature === undefined ? '' : named(alert.feature)],
    ['Segment', alert.segment === '' ? '' : named(alert.segment)],
    ['Team', alert.team === undefined ? '' : named(alert.team)],
    ['Began', moment(alert.startsAt)],
    [
      'Taken on',
      alert.acknowledgedAt === undefined
        ? 'by nobody'
        : `by ${named(alert.acknowledgedBy ?? '')}<br>${moment(alert.acknowledgedAt)}`,
    ],
    ['Notifications', String(alert.notifications)],
  ];
  const shown = entries.filter(([, value]) => value !== '');
  return `<dl class="facts">${shown.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function links({ sightings, runbookUrl }: KeptAlert): string {
  const { annotations } = descriptionOf(sightings);
  const all = [
    ['Dashboard', annotations.dashboard_url],
    ['What to do', runbookUrl],
  ] as const;
  const items = all.flatMap(([text, url]) =>
    // an annotation may hold anything
    url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url)
      ? [`<li><a href="${escapeMarkup(new URL(url).href)}">${text}</a></li>`]
      : [],
  );
  return items.length === 0 ? '' : `<ul class="links">${items.join('')}</ul>`;
}

function picture({ episodes: [{ model, feature }], hasPicture }: AlertPageOptions): string {
  if (model === undefined || feature === undefined || !hasPicture) return '';
  const path = `../api/v1/models/${encodeURIComponent(model)}/features/${encodeURIComponent(feature)}/overlay.svg`;
  const source = (theme: string): string => escapeMarkup(`${path}?theme=${theme}`);
  const words = escapeMarkup(`${truncate(plainLine(feature), 80)} now, over the reference`);
  return `<figure class="card picture"><figcaption>As of the last check: filled, over the reference in outlines</figcaption><picture><source media="(prefers-color-scheme: dark)" srcset="${source('dark')}"><img src="${source('light')}" alt="${words}" width="560" height="300"></picture></figure>`;
}
