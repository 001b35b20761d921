/**
 * Pieces that the templates are put together from. Go's templates have no arithmetic and cannot keep what a template
 * gives, so loops and escapes are written out where they are needed.
 */

/** A step of a pipeline that replaces what an expression of RE2 matches. */
export function replace(pattern: string, replacement: string): string {
  return `reReplaceAll ${quoted(pattern)} ${quoted(replacement)}`;
}

/** A string of Go's, in which what cannot be seen is written as a number. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2000-\u200f\u2060]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/** Steps that make text one line of visible characters, at most so many (up to 1,000) long. */
export function oneLine(length: number): string {
  // \p{C} are control characters and those that turn the direction of writing round
  return `${replace('[\\s\\p{Z}\\p{C}]+', ' ')} | ${replace('^ | $', '')} | ${replace(`^(.{${length}}).+$`, '${1}…')}`;
}

/** Steps that make lines, each a fact, sentences of one paragraph, so many (up to 1,000) characters long. */
export function sentences(length: number): string {
  return `${replace('[.\\s]*\\n\\s*', '. ')} | ${oneLine(length)}`;
}

/**
 * The body for each firing alert, the worst first: critical before others, and what is about a whole model before what is
 * about a feature. In the body `$n` is as long as the alert's number.
 */
export function worstFirst(body: string): string {
  const isWanted =
    'and (eq (eq .Labels.severity "critical") (eq $severity "critical")) (eq (ne .Labels.feature "") (ne $scope ""))';
  return [
    '{{- $n := "" -}}',
    '{{- range $severity := stringSlice "critical" "" -}}{{- range $scope := stringSlice "" "feature" -}}',
    `{{- range $.Alerts.Firing -}}{{- if ${isWanted} -}}{{- $n = printf "%s." $n -}}`,
    body,
    '{{- end -}}{{- end -}}{{- end -}}{{- end -}}',
  ].join('\n');
}

/** The body only for alerts with these numbers, both included. */
export function numbered(from: number, to: number, body: string): string {
  const above = from > 1 ? `(ge (len $n) ${from}) ` : '';
  const condition = above === '' ? `le (len $n) ${to}` : `and ${above}(le (len $n) ${to})`;
  return `{{- if ${condition} -}}${body}{{- end -}}`;
}

/** The body for each alert that is over, with its number in the length of `$n`. */
export function eachResolved(body: string): string {
  return `{{- $n := "" -}}{{- range .Alerts.Resolved -}}{{- $n = printf "%s." $n -}}${body}{{- end -}}`;
}

/** The body only where more than so many alerts fire, or are over. */
export function ifMore(than: number, body: string, which: 'Firing' | 'Resolved' = 'Firing'): string {
  return `{{- if gt (len .Alerts.${which}) ${than} -}}${body}{{- end -}}`;
}

/** Whether an annotation holds an address of the web: only these become links. */
export const isLink = (annotation: string) => `match "^https?://" .Annotations.${annotation}`;

/** Steps that keep an address one word, which can end neither a line nor a link that it stands in. */
export const address = [
  ['[\\s\\p{Z}\\p{C}]', ''],
  ['<', '%3C'],
  ['>', '%3E'],
  ['"', '%22'],
  ['\\|', '%7C'],
]
  .map(([pattern = '', replacement = '']) => replace(pattern, replacement))
  .join(' | ');

/** The address in an annotation. */
export const addressOf = (annotation: string) => `{{ .Annotations.${annotation} | ${address} }}`;

/** The address of the page on which an alert is acknowledged. */
export const acknowledgePage = `{{ .Annotations.exporter_url | ${address} | ${replace('/+$', '')} }}/alerts/{{ .Fingerprint }}`;

/** The name of a template, defined as its body. */
export function define(name: string, body: string): string {
  return `{{ define "${name}" -}}\n${body.trim()}\n{{- end }}\n`;
}

/** How the alert's severity is called: nothing but these words goes out. */
export const severityWord = '{{ if eq .Labels.severity "critical" }}Critical{{ else }}Warning{{ end }}';

export const since = '{{ .StartsAt.UTC.Format "2 January 2006, 15:04" }} UTC';

/** From when to when an alert lasted that is over. */
export const lasted =
  '{{ .StartsAt.UTC.Format "2 Jan, 15:04" }} to {{ .EndsAt.UTC.Format "2 Jan, 15:04" }} UTC';
