import { FULL, NAMED } from './mailText.js';
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

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Mail clients that know nothing of dark colours keep the inline ones, which are for light. */
const dark = `
@media (prefers-color-scheme: dark) {
  .page { background: #14171a !important; }
  .sheet { background: #1f2428 !important; border-right-color: #39424a !important; border-bottom-color: #39424a !important; border-left-color: #39424a !important; }
  .ink { color: #e6e9ec !important; }
  .faint { color: #a9b3bd !important; }
  .rule { border-color: #39424a !important; }
  .link { color: #7db8ff !important; }
  .critical { color: #ff8f86 !important; }
  .warning { color: #f2bb52 !important; }
  .good { color: #6fd08c !important; }
}
@media (max-width: 480px) {
  .pad { padding-left: 16px !important; padding-right: 16px !important; }
}`;

const button = (href: string, label: string) =>
  `<a class="link" href="${href}" style="color:#0b5cad;display:inline-block;padding:6px 18px 6px 0;font-weight:600;text-decoration:underline">${label}</a>`;

const linkTo = (annotation: string, label: string) =>
  `{{ if ${isLink(annotation)} }}${button(addressOf(annotation), label)}{{ end }}`;

const colours = {
  critical: '#b3261e',
  warning: '#8a5a00',
  good: '#1a7340',
};

const severity = `{{ if eq .Labels.severity "critical" }}<strong class="critical" style="color:${colours.critical}">${severityWord}</strong>{{ else }}<strong class="warning" style="color:${colours.warning}">${severityWord}</strong>{{ end }}`;

const image = `<img src="${addressOf('picture_url')}" alt="The distribution in the reference and now" width="560" style="display:block;width:100%;max-width:560px;height:auto;border:0;border-radius:4px;background:#ffffff">`;

const alert = `
<tr><td class="pad rule" style="padding:20px 28px;border-top:1px solid #dde2e7">
{{ if gt (len $.Alerts) 1 }}<h2 class="ink" style="margin:0 0 4px;font-size:17px;line-height:24px;color:#1b1f23;word-break:break-word;overflow-wrap:anywhere">{{ template "drift.line" (or .Annotations.summary .Labels.alertname) }}</h2>{{ end }}
<p class="faint" style="margin:0 0 10px;font-size:13px;line-height:20px;color:#57606a">${severity} since ${since}</p>
{{ if .Annotations.description }}<p class="ink" style="margin:0 0 12px;font-size:15px;line-height:22px;color:#1b1f23;word-break:break-word;overflow-wrap:anywhere">{{ template "drift.paragraph" .Annotations.description }}</p>{{ end }}
{{ if ${isLink('picture_url')} }}<p style="margin:0 0 10px">{{ if ${isLink('exporter_url')} }}<a href="${acknowledgePage}">${image}</a>{{ else }}${image}{{ end }}</p>{{ end }}
<div style="font-size:14px;line-height:22px">${linkTo('dashboard_url', 'Dashboard')}${linkTo('runbook_url', 'What to do')}{{ if ${isLink('exporter_url')} }}${button(acknowledgePage, 'Acknowledge or mute')}{{ end }}</div>
</td></tr>`;

const heading = (text: string) =>
  `<p class="ink" style="margin:0 0 6px;font-size:15px;line-height:22px;color:#1b1f23">${text}</p>`;

const names = (list: string) =>
  `<p class="faint" style="margin:0;font-size:13px;line-height:20px;color:#57606a;word-break:break-word;overflow-wrap:anywhere">${list}</p>`;

const block = (content: string) =>
  `<tr><td class="pad rule" style="padding:20px 28px;border-top:1px solid #dde2e7">${content}</td></tr>`;

const others = block(
  `${heading(`<strong>{{ len .Alerts.Firing }} alerts in all.</strong> Besides these ${FULL}:`)}${names(
    `${worstFirst(numbered(FULL + 1, FULL + NAMED, `{{ if gt (len $n) ${FULL + 1} }}, {{ end }}{{ template "drift.name" . }}`))}${ifMore(FULL + NAMED, '{{ " and others" }}')}`,
  )}`,
);

/** The first ones with their time and their page, the rest by name. */
const resolvedAlert = `${numbered(
  1,
  FULL,
  `{{ if ${isLink('exporter_url')} }}<a class="link" href="${acknowledgePage}" style="color:#0b5cad">{{ template "drift.name" . }}</a>{{ else }}{{ template "drift.name" . }}{{ end }}{{ ", " }}${lasted}<br>`,
)}${numbered(FULL + 1, NAMED, `{{ if gt (len $n) ${FULL + 1} }}, {{ end }}{{ template "drift.name" . }}`)}`;

const resolved = block(
  `${heading(`<strong class="good" style="color:${colours.good}">Resolved: {{ len .Alerts.Resolved }}</strong>`)}${names(
    `${eachResolved(resolvedAlert)}${ifMore(NAMED, '{{ " and others" }}', 'Resolved')}`,
  )}`,
);

const bar = `{{ if eq .Status "resolved" }}${colours.good}{{ else if eq .CommonLabels.severity "warning" }}#c98500{{ else }}${colours.critical}{{ end }}`;

/** The mail as HTML. Alertmanager escapes whatever is filled in for the place that it stands in. */
export const mailHtmlTemplates = define(
  'drift.mail.html',
  `
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ template "drift.subject" . }}</title>
<style>${dark}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f7;${font}">
<div role="main">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f7;${font}">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;background:#ffffff;border:1px solid #dde2e7;border-top:5px solid ${bar};border-radius:6px;text-align:left;table-layout:fixed">
<tr><td class="pad" style="padding:20px 28px">
<h1 class="ink" style="margin:0;font-size:20px;line-height:28px;color:#1b1f23;word-break:break-word;overflow-wrap:anywhere">{{ template "drift.subject" . }}</h1>
</td></tr>
${worstFirst(numbered(1, FULL, alert))}
${ifMore(FULL, others)}
{{ if .Alerts.Resolved }}${resolved}{{ end }}
<tr><td class="pad rule" style="padding:14px 28px;border-top:1px solid #dde2e7">
<p class="faint" style="margin:0;font-size:12px;line-height:18px;color:#57606a">Sent by {{ if match "^https?://" .ExternalURL }}<a class="link" href="{{ .ExternalURL }}" style="color:#0b5cad">Alertmanager</a>{{ else }}Alertmanager{{ end }}. All times are UTC.</p>
</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>`,
);
