import type { Severity } from '../detection/result.js';

/** Marks that tell severities apart without colour. */
export const marks: Readonly<Record<Severity, string>> = {
  critical: '!!',
  significant: '!',
  small: '·',
  none: '',
  inconclusive: '?',
};
