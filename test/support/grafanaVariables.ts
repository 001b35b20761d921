/** A dashboard variable as it stands: one value, or several, or "All" with a text of its own. */
export interface VariableValue {
  readonly values: readonly string[];
  /** Written as it is, whatever the format, where all are chosen. */
  readonly all?: string;
}

export interface Interpolation {
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** Seconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Seconds. */
  readonly step: number;
}

const pattern = /\$(\w+)|\$\{(\w+)(?:\.([^:}]+))?(?::([^}]+))?\}/g;

/** Replaces variables as Grafana does: those that nobody knows stay. */
export function interpolate(text: string, { variables, from, to, step }: Interpolation): string {
  const builtIn: Readonly<Record<string, string>> = {
    __interval: `${step}s`,
    __rate_interval: `${Math.max(step + 15, 60)}s`,
    __range: `${Math.round(to - from)}s`,
    __url_time_range: `from=${from * 1000}&to=${to * 1000}`,
  };
  return text.replace(pattern, (written, plain?: string, braced?: string, _path?: string, format = 'raw') => {
    const name = plain ?? braced ?? '';
    const variable = variables[name];
    if (variable === undefined) return builtIn[name] ?? written;
    const { values, all } = variable;
    if (all !== undefined && format !== 'queryparam') return all;
    return formatted(values, format, name);
  });
}

/** The macros of Grafana's PostgreSQL data source. */
export function expandMacros(sql: string, { from, to }: Pick<Interpolation, 'from' | 'to'>): string {
  const moment = (seconds: number): string => `'${new Date(seconds * 1000).toISOString()}'`;
  return sql.replace(
    /\$__timeFilter\(([^)]+)\)/g,
    (_, column: string) => `${column} BETWEEN ${moment(from)} AND ${moment(to)}`,
  );
}

function formatted(values: readonly string[], format: string, name: string): string {
  switch (format) {
    case 'regex': {
      const escaped = values.map((value) => value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
      return escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
    }
    case 'sqlstring':
      return values.map((value) => `'${value.replaceAll("'", "''")}'`).join(',');
    case 'queryparam':
      return values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join('&');
    case 'raw':
    case 'text':
      return values.join(',');
    default:
      throw new Error(`unknown format ${format} of ${name}`);
  }
}
