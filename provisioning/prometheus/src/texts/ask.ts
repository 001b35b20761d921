/** Labels of an alert that queries may name. */
const LABELS = ['model', 'feature'];

/**
 * A query in a template. `$model` and `$feature` stand for the alert's labels, any other `$name` for a variable of the template.
 * They go in as quoted strings of ASCII, whatever they hold: PromQL takes no U+FFFD but escaped.
 */
export function ask(promql: string): string {
  const named = Array.from(promql.matchAll(/\$(\w+)/g), ([, name = '']) => name);
  const values = [...new Set(named)];
  // numbered only where one is named twice
  const verb = (name: string): string =>
    values.length === named.length ? '%+q' : `%+[${values.indexOf(name) + 1}]q`;
  const format = promql.replace(/\$(\w+)/g, (_, name: string) => verb(name));
  const given = values.map((name) => (LABELS.includes(name) ? ` $labels.${name}` : ` $${name}`));
  return values.length === 0 ? `query \`${format}\`` : `query (printf \`${format}\`${given.join('')})`;
}

/** A text for each series of an answer. */
export function each(promql: string, text: string): string {
  return `{{ range ${ask(promql)} }}${text}{{ end }}`;
}

/** The same, where the line before goes on. */
export function also(promql: string, text: string): string {
  return each(promql, text).replace('{{', '{{-');
}

/** The same, each on a line of its own. */
export function line(promql: string, text: string): string {
  return `{{- range ${ask(promql)} }}\n${text}\n{{- end }}`;
}

/** Remembers a label of the series at hand. */
export function remember(name: string): string {
  return `{{- $${name} := .Labels.${name} }}`;
}

export const SCORE = '{{ printf "%.3g" .Value }}';
export const NUMBER = '{{ printf "%.4g" .Value }}';
export const SHARE = '{{ humanizePercentage .Value }}';
export const MOMENT = '{{ (toTime .Value).Format "2006-01-02 15:04" }} UTC';
