import type { Role } from './role';

/** Columns of a table that say what a row is about. Other texts (a verdict's reason) change along the way. */
export const IDENTITY = [
  'model',
  'feature',
  'window',
  'segment',
  'dataset',
  'category',
  'upper',
  'le',
  'severity',
  'version',
];

const ALIASES: Readonly<Record<string, string>> = { window_name: 'window', reference_version: 'version' };

/** What a label or a column is called here, whatever the source calls it. */
export function identityName(name: string): string {
  return ALIASES[name] ?? name;
}

const OF_CELLS: readonly Role[] = ['distribution', 'category', 'bucket'];

/**
 * Whether a text belongs to the identity of a number in this role. Beside a score, the reference's version and the severity are
 * findings that change over time; a reference is its version, and a threshold its severity.
 */
export function identifies(name: string, role: Role): boolean {
  if (name === 'severity') {
    return role === 'threshold';
  }
  return name !== 'version' || role === 'reference' || OF_CELLS.includes(role);
}

/** Roles of numbers about a model or the field as a whole, where no feature is named. */
export function needsNoFeature(role: Role): boolean {
  return role === 'threshold' || role === 'reference';
}
