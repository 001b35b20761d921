import {
  acknowledgePage,
  addressOf,
  define,
  eachResolved,
  ifMore,
  isLink,
  numbered,
  oneLine,
  replace,
  sentences,
  severityWord,
  since,
  worstFirst,
} from './pieces.js';
import { nameWith, subjectWith } from './plain.js';

const FULL = 5;
const NAMED = 60;

/**
 * Steps that make text show as it is: Slack reads &, < and > as the beginning of links and mentions, marks such as * as
 * formatting, for which it has no escape (so look-alikes take their place), and a colon before a word as an emoji or, in
 * an address, as a link.
 */
const asItIs = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\\*', '∗'],
  ['~', '∼'],
  ['`', 'ˋ'],
  ['\\b_+|_+\\b', 'ˍ'],
  [':([a-zA-Z_+/-])', ':\u2060${1}'],
]
  .map(([pattern = '', replacement = '']) => replace(pattern, replacement))
  .join(' | ');

/** In Slack's text an address is escaped as text is; what could end its link is gone already. */
const inLink = (template: string) => template.replace(' }}', ` | ${replace('&', '&amp;')} }}`);

const link = (annotation: string, label: string, template = addressOf(annotation)) =>
  `{{ if ${isLink(annotation)} }} · <${inLink(template)}|${label}>{{ end }}`;

const alert = `{{ if gt (len $n) 1 }}{{ "\\n\\n" }}{{ end -}}
*{{ template "drift.slack.line" (or .Annotations.summary .Labels.alertname) }}*
{{ if .Annotations.description }}{{ template "drift.slack.paragraph" .Annotations.description }}
{{ end }}_${severityWord} since ${since}_${link('dashboard_url', 'Dashboard')}${link('runbook_url', 'What to do')}${link('exporter_url', 'Acknowledge', acknowledgePage)}`;

const name = '{{ template "drift.slack.name" . }}';
const next = (first: number) => `{{ if gt (len $n) ${first} }}, {{ end }}${name}`;

const others = `{{ "\\n\\n" }}*{{ len .Alerts.Firing }} alerts in all.* Also:{{ " " }}${worstFirst(
  numbered(FULL + 1, FULL + NAMED, next(FULL + 1)),
)}`;
const resolved = `{{ if .Alerts.Firing }}{{ "\\n\\n" }}{{ end }}*Resolved:*{{ " " }}${eachResolved(
  numbered(1, NAMED, next(1)),
)}`;

/** Slack's attachment; text is bounded far below the 40,000 characters that Slack takes. */
export const slackTemplates = [
  define('drift.slack.line', `{{ . | ${oneLine(200)} | ${asItIs} }}`),
  define('drift.slack.paragraph', `{{ . | ${sentences(600)} | ${asItIs} }}`),
  define('drift.slack.name', nameWith(`${oneLine(60)} | ${asItIs}`)),
  define('drift.slack.title', subjectWith('drift.slack.line')),
  define(
    'drift.slack.color',
    `
{{- $color := "warning" -}}
{{- range .Alerts.Firing }}{{ if eq .Labels.severity "critical" }}{{ $color = "danger" }}{{ end }}{{ end -}}
{{- if eq .Status "resolved" }}good{{ else }}{{ $color }}{{ end -}}`,
  ),
  define(
    'drift.slack.text',
    `
${worstFirst(numbered(1, FULL, alert))}
${ifMore(FULL, others)}
${ifMore(FULL + NAMED, '{{ " and others" }}')}
{{- if .Alerts.Resolved }}${resolved}{{ end -}}
${ifMore(NAMED, '{{ " and others" }}', 'Resolved')}`,
  ),
].join('\n');
