import { named } from '../../reports/page/markup.js';
import { escapeMarkup } from '../../reports/text.js';
import type { AlertPageOptions } from './alertPage.js';
import { moment } from './alertMarkup.js';

const DAY = 86_400_000;
const COMMENT = 'type="text" name="comment" maxlength="2000" autocomplete="off"';

/** What people can do about an alert, as forms that need no script. */
export function alertForms({ episodes: [alert], expectation, mayAct, now }: AlertPageOptions): string {
  const { fingerprint, resolvedAt, feature, model } = alert;
  const expected =
    expectation === undefined
      ? ''
      : `<p class="note"><b>Expected until ${moment(expectation.until)}</b> by ${named(expectation.actor)}: ${named(expectation.comment, 500)}. The feature is muted until then.</p>`;
  if (!mayAct) {
    return `${expected}<p class="lead">To take it on or mute it takes the role operator.</p>`;
  }
  const forms: string[] = [];
  if (resolvedAt === undefined) {
    forms.push(
      `<form class="card" method="post" action="${fingerprint}/acknowledge"><h2>Take it on</h2>
<label>A word for others (optional)<input ${COMMENT}></label><button>Acknowledge</button></form>`,
    );
  }
  if (feature !== undefined && model !== undefined) {
    forms.push(expectation === undefined ? muteForm(fingerprint, feature, now) : endForm(fingerprint));
  }
  return `${expected}${forms.length === 0 ? '' : `<div class="acts">${forms.join('\n')}</div>`}`;
}

function muteForm(fingerprint: string, feature: string, now: Date): string {
  const day = (days: number): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  return `<form class="card" method="post" action="${fingerprint}/expected"><h2>It is expected</h2>
<p class="muted">Mutes every alert of ${named(feature, 40)} until the end of a day of UTC.</p>
<label>Until<input type="date" name="until" required min="${day(0)}" max="${day(364)}" value="${day(7)}"></label>
<label>Why<input ${COMMENT} required></label><button>Mute</button></form>`;
}

function endForm(fingerprint: string): string {
  return `<form class="card" method="post" action="${escapeMarkup(fingerprint)}/expected"><h2>Not expected any more</h2>
<input type="hidden" name="until" value=""><label>Why (optional)<input ${COMMENT}></label><button>End the mute</button></form>`;
}
