import {
  acknowledgePage,
  addressOf,
  define,
  eachResolved,
  isLink,
  oneLine,
  replace,
  sentences,
  worstFirst,
} from './pieces.js';

/** `DriftMissingValues` in words: missing values. */
const kindInWords = `${replace('^Drift', '')} | ${replace('([a-z])([A-Z])', '${1} ${2}')} | toLower`;

/** The name of an alert in a list: its feature, and its kind where that is not plain drift. */
export function nameWith(escape: string): string {
  const kind = '{{ template "drift.kind" .Labels.alertname }}';
  return `{{ if .Labels.feature }}{{ .Labels.feature | ${escape} }}{{ if ne .Labels.alertname "DriftFeature" }} (${kind}){{ end }}{{ else }}${kind}{{ end }}`;
}

/** A message's subject, which ends in the part of the fleet, with one line of text escaped by a template of this name. */
export function subjectWith(escape: string): string {
  const text = (value: string) => `{{ template "${escape}" (${value}) }}`;
  const summary = text('or .Annotations.summary .Labels.alertname');
  return `
{{- $critical := "" -}}
{{- range .Alerts.Firing }}{{ if eq .Labels.severity "critical" }}{{ $critical = "yes" }}{{ end }}{{ end -}}
{{- if eq .Status "resolved" }}Resolved{{ else if $critical }}Critical{{ else }}Warning{{ end }}: {{ if eq (len .Alerts) 1 -}}
{{- range .Alerts }}${summary}{{ end -}}
{{- else if eq (len .Alerts.Firing) 1 -}}
{{- range .Alerts.Firing }}${summary}{{ end }}; {{ len .Alerts.Resolved }} resolved
{{- else -}}
{{- if eq .Status "resolved" }}{{ len .Alerts }}{{ else }}{{ len .Alerts.Firing }}{{ end }} alerts about {{ if .CommonLabels.model }}model ${text('.CommonLabels.model')}{{ else }}drift monitoring{{ end -}}
{{- if and (ne .Status "resolved") .Alerts.Resolved }}; {{ len .Alerts.Resolved }} resolved{{ end -}}
{{- end -}}
{{- with (.GroupLabels.Remove (stringSlice "model")).Values }} (${text('join ", " .')}){{ end -}}`;
}

const firstTime = (condition: string, body: string) =>
  `{{- if and (eq $done "") (${condition}) -}}${body}{{- $done = "yes" -}}{{- end -}}`;

/** The address in an annotation of the worst alert that has one. */
export const firstAddress = (condition: string, body: string) =>
  `{{- $done := "" -}}\n${worstFirst(firstTime(condition, body))}`;

/** The address in an annotation of the worst alert, or else of one that is over. */
const anyAddress = (condition: string, body: string) =>
  `${worstFirst(firstTime(condition, body))}\n${eachResolved(firstTime(condition, body))}`;

/** Lines and addresses that several kinds of messages share. */
export const plainTemplates = [
  define('drift.line', `{{ . | ${oneLine(200)} }}`),
  define('drift.paragraph', `{{ . | ${sentences(1000)} }}`),
  define('drift.kind', `{{ . | ${oneLine(100)} | ${kindInWords} }}`),
  define('drift.name', nameWith(oneLine(80))),
  define('drift.subject', subjectWith('drift.line')),
  define(
    'drift.source',
    '{{ if .CommonLabels.model }}{{ template "drift.line" .CommonLabels.model }}{{ else }}drift-exporter{{ end }}',
  ),
  define('drift.picture', firstAddress(isLink('picture_url'), addressOf('picture_url'))),
  define('drift.link.dashboard', firstAddress(isLink('dashboard_url'), addressOf('dashboard_url'))),
  define('drift.link.runbook', firstAddress(isLink('runbook_url'), addressOf('runbook_url'))),
  define('drift.link.acknowledge', firstAddress(isLink('exporter_url'), acknowledgePage)),
  define(
    'drift.link',
    `{{- $done := "" -}}
${anyAddress(isLink('dashboard_url'), addressOf('dashboard_url'))}
${anyAddress(isLink('exporter_url'), acknowledgePage)}`,
  ),
].join('\n');
