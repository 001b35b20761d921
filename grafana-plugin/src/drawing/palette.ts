import type { GrafanaTheme2 } from '@grafana/data';
import type { Severity } from '../frames/severity';

/** The exporter's colours: told apart by lightness alone, so by everyone. Those of its reports and status page. */
export interface Palette {
  readonly reference: string;
  readonly current: string;
  /** For areas: a heatmap's cells, a trend's bands. */
  readonly area: Readonly<Record<Severity, string>>;
  /** For lines, marks and bars, which must stand out from the panel's background. */
  readonly mark: Readonly<Record<Severity, string>>;
  /** For text upon an area. */
  readonly text: Readonly<Record<Severity, string>>;
  /** Behind a trend: the range of scores of that severity. */
  readonly band: Readonly<Record<Severity, string>>;
}

const light: Palette = {
  reference: '#364152',
  current: '#9cbcec',
  area: { none: '#e9edf1', small: '#f8e4a0', significant: '#ef9f57', critical: '#a3182e' },
  mark: { none: '#8793a3', small: '#b48500', significant: '#cf6716', critical: '#a3182e' },
  text: { none: '#4b5665', small: '#4d3a00', significant: '#341800', critical: '#ffffff' },
  band: { none: 'transparent', small: '#fdf7e3', significant: '#fdecdd', critical: '#fae4e4' },
};

const dark: Palette = {
  reference: '#d7dfea',
  current: '#3f6cb0',
  area: { none: '#252d37', small: '#6a5a1c', significant: '#d27f2a', critical: '#ff9a90' },
  mark: { none: '#8492a4', small: '#d5b23c', significant: '#ef9748', critical: '#ff9a90' },
  text: { none: '#b4c0ce', small: '#fdf1c2', significant: '#1c0f00', critical: '#2b0608' },
  band: { none: 'transparent', small: '#262416', significant: '#2f2419', critical: '#361f23' },
};

export function paletteOf(theme: GrafanaTheme2): Palette {
  return theme.isDark ? dark : light;
}
