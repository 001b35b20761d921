/** How a pill is made from its column. */
export interface Derivation {
  /** How a pill's name begins. */
  readonly prefix: string;
  readonly kind: 'value' | 'attribute' | 'computed' | 'aggregate' | 'part' | 'truncation' | 'set';
}

const table = (
  kind: Derivation['kind'],
  entries: Readonly<Record<string, string>>,
): Array<readonly [string, Derivation]> =>
  Object.entries(entries).map(([name, prefix]) => [name, { prefix, kind }]);

/**
 * Tableau's spelling. It takes others for `None` without a word: `Attr`, `Average`, `TruncDay`; see column-instance-prefixes.md
 * of https://github.com/tableau/tableau-mcp.
 */
export const DERIVATIONS: ReadonlyMap<string, Derivation> = new Map([
  ...table('value', { None: 'none' }),
  ...table('attribute', { Attribute: 'attr' }),
  ...table('computed', { User: 'usr' }),
  ...table('set', { InOut: 'io' }),
  ...table('aggregate', {
    ...{ Sum: 'sum', Avg: 'avg', Count: 'cnt', CountD: 'ctd', Median: 'med', Min: 'min', Max: 'max' },
    ...{ Stdev: 'std', StdevP: 'stp', Var: 'var', VarP: 'vrp', Collect: 'clct' },
  }),
  ...table('part', {
    ...{ Year: 'yr', Quarter: 'qr', Month: 'mn', Week: 'wk', Weekday: 'wd', Day: 'dy' },
    ...{ Hour: 'hr', Minute: 'mi', Second: 'sc', MY: 'my', MDY: 'md' },
    ...{ 'ISO-Year': 'iyr', 'ISO-Qtr': 'iqr', 'ISO-Week': 'iwk', 'ISO-Weekday': 'iwd' },
  }),
  ...table('truncation', {
    ...{ 'Year-Trunc': 'tyr', 'Quarter-Trunc': 'tqr', 'Month-Trunc': 'tmn', 'Week-Trunc': 'twk' },
    ...{ 'Day-Trunc': 'tdy', 'Hour-Trunc': 'thr', 'Minute-Trunc': 'tmi', 'Second-Trunc': 'tsc' },
    ...{ 'ISO-Year-Trunc': 'tiyr', 'ISO-Qtr-Trunc': 'tiqr', 'ISO-Week-Trunc': 'tiwk' },
  }),
]);

/** How a pill's name ends. */
export const KEYS: Readonly<Record<string, string>> = { nominal: 'nk', ordinal: 'ok', quantitative: 'qk' };
