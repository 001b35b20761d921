/** A metric that a query selects, and the labels that it selects it by. */
export interface SelectedMetric {
  readonly metric: string;
  readonly labels: readonly string[];
}

export interface PromqlNames {
  readonly metrics: readonly SelectedMetric[];
  /** Labels that results are grouped and joined by. */
  readonly labels: readonly string[];
}

const text = /`[^`]*`|"(?:[^"\\]|\\.)*"/g;
const grouping = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const selector = /(?<![\w.:])([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})?/g;
const WORDS = new Set(
  `and or unless bool offset start end inf nan by without on ignoring group_left group_right sum max min avg count group topk
  count_values count_over_time time vector timestamp label_replace rate increase changes histogram_quantile avg_over_time max_over_time
  min_over_time last_over_time sort sort_desc abs ln absent`.split(/\s+/),
);

/** The names in a query, with variables replaced; those of functions and operators are left out. */
export function promqlNames(promql: string): PromqlNames {
  const labels: string[] = [];
  const plain = promql
    .replace(text, '""')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(grouping, (_, list: string) => {
      labels.push(
        ...list
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      );
      return ' ';
    });
  const metrics = Array.from(plain.matchAll(selector), ([, metric = '', matchers = '']) => ({
    metric,
    labels: Array.from(matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g), ([, label = '']) => label),
  })).filter(({ metric }) => !WORDS.has(metric.toLowerCase()));
  return { metrics, labels };
}
