import {
  acknowledgePage,
  addressOf,
  define,
  eachResolved,
  ifMore,
  isLink,
  lasted,
  numbered,
  severityWord,
  since,
  worstFirst,
} from './pieces.js';

/** Of how many alerts a mail tells all, and how many more it names. */
export const FULL = 10;
export const NAMED = 500;

const link = (annotation: string, label: string, template = addressOf(annotation)) =>
  `{{ if ${isLink(annotation)} }}{{ "\\n" }}  ${label}: ${template}{{ end }}`;

const alert = `{{ "\\n" }}* {{ template "drift.line" (or .Annotations.summary .Labels.alertname) }}
  ${severityWord} since ${since}
{{- if .Annotations.description }}{{ "\\n" }}  {{ template "drift.paragraph" .Annotations.description }}{{ end -}}
${link('dashboard_url', 'Dashboard')}${link('runbook_url', 'What to do')}${link('exporter_url', 'Acknowledge or mute', acknowledgePage)}{{ "\\n" }}`;

const name = '{{ "  " }}{{ template "drift.name" . }}';

const others = `{{ "\\n" }}{{ len .Alerts.Firing }} alerts in all. Besides these ${FULL}:{{ "\\n" }}${worstFirst(
  numbered(FULL + 1, FULL + NAMED, `${name}{{ "\\n" }}`),
)}`;

const resolved = `{{ "\\n" }}Resolved: {{ len .Alerts.Resolved }}{{ "\\n" }}${eachResolved(
  numbered(1, NAMED, `${name}${numbered(1, FULL, `{{ ", " }}${lasted}`)}{{ "\\n" }}`),
)}`;

/** The mail as plain text, for those who read it so. */
export const mailTextTemplates = define(
  'drift.mail.text',
  `
{{ template "drift.subject" . }}{{ "\\n" }}
${worstFirst(numbered(1, FULL, alert))}
${ifMore(FULL, others)}
${ifMore(FULL + NAMED, '{{ "  and others\\n" }}')}
{{- if .Alerts.Resolved }}${resolved}{{ end -}}
${ifMore(NAMED, '{{ "  and others\\n" }}', 'Resolved')}
{{- if match "^https?://" .ExternalURL }}{{ "\\n" }}Alertmanager: {{ .ExternalURL }}{{ "\\n" }}{{ end }}`,
);
