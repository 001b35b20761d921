import { h } from 'preact';
import { percent, score } from '../../../../reports/numbers.js';

/** A score to three digits, the exact one as its tooltip. */
export function Score({ value }: { readonly value: number | null }) {
  return value === null ? <span class="muted">–</span> : <span title={String(value)}>{score(value)}</span>;
}

/** A share, the exact one as its tooltip. */
export function Share({ value }: { readonly value: number | null }) {
  return value === null ? <span class="muted">–</span> : <span title={String(value)}>{percent(value)}</span>;
}
