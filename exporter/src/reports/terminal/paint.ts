import pc from 'picocolors';
import type { Severity } from '../../detection/result.js';

/** Colours of a terminal, or none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  severity(severity: Severity, text: string): string;
}

export function paint(color: boolean): Paint {
  const { bold, dim, red, yellow, cyan, isColorSupported } = pc.createColors(color);
  const plain = (text: string): string => text;
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    critical: red,
    significant: yellow,
    small: cyan,
    none: plain,
    inconclusive: dim,
  };
  return isColorSupported
    ? { bold, dim, severity: (severity, text) => bySeverity[severity](text) }
    : { bold: plain, dim: plain, severity: (_, text) => text };
}
