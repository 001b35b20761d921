/** What the page shows: a panel as Grafana would put it on a dashboard. All of it is JSON. */
export interface Scene {
  /** As `toDataFrame` takes them. NaN and infinities are written as text. */
  readonly frames: readonly object[];
  /** Of the panel: `view`, and each view's options below its name; the rest by default. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: { readonly defaults?: object; readonly overrides?: readonly object[] };
  /** In CSS pixels: the panel's inside. */
  readonly width: number;
  readonly height: number;
  readonly theme?: 'light' | 'dark';
  /** IANA name; `utc` by default. */
  readonly timeZone?: string;
  /** Of the dashboard, in milliseconds since the epoch. */
  readonly range?: readonly [from: number, to: number];
  /** What queries failed with. */
  readonly errors?: ReadonlyArray<{ readonly refId?: string; readonly message: string }>;
}
