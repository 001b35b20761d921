import { addressOf, define, eachResolved, ifMore, numbered, worstFirst } from './pieces.js';
import { firstAddress } from './plain.js';

const LISTED = 50;

const line = '{{ template "drift.line" (or .Annotations.summary .Labels.alertname) }}{{ "\\n" }}';

/** PagerDuty's details; Alertmanager drops them all where an event is over 512 KB, which these never are. */
export const pagerdutyTemplates = [
  define(
    'drift.pagerduty.firing',
    `
${worstFirst(numbered(1, LISTED, line))}
${ifMore(LISTED, 'and others: {{ len .Alerts.Firing }} in all')}`,
  ),
  define(
    'drift.pagerduty.resolved',
    `
${eachResolved(numbered(1, LISTED, line))}
${ifMore(LISTED, 'and others: {{ len .Alerts.Resolved }} in all', 'Resolved')}`,
  ),
  // PagerDuty shows pictures over HTTPS only
  define(
    'drift.pagerduty.picture',
    firstAddress('match "^https://" .Annotations.picture_url', addressOf('picture_url')),
  ),
].join('\n');
