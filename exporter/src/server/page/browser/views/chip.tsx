import { h } from 'preact';
import type { Severity } from '../../../../detection/result.js';

export function Chip({ severity }: { readonly severity: Severity }) {
  return <span class={`chip s-${severity}`}>{severity}</span>;
}
