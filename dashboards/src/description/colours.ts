/** `#rrggbb`, or none at all. */
export type Colour = `#${string}` | 'transparent';

/**
 * The exporter's colours: of severities those of its panel's marks, told apart by lightness alone. Grey is well: colour is kept
 * for what wants to be seen.
 */
export const COLOURS = {
  none: '#8793a3',
  small: '#b48500',
  significant: '#cf6716',
  critical: '#a3182e',
  inconclusive: '#b9c2cd',
  reference: '#8793a3',
  current: '#3f6cb0',
  quiet: 'transparent',
} as const satisfies Readonly<Record<string, Colour>>;
