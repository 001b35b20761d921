import type { Task } from '../../profile/outcome.js';

/** A share: 22.8 %. */
export function percentage(share: number): string {
  const percent = 100 * share;
  const digits = Math.abs(percent) >= 99.95 || percent === 0 ? 0 : Math.abs(percent) < 0.1 ? 3 : 1;
  return `${Number(percent.toFixed(digits))} %`;
}

/** A number with as many decimals as a change by `change` needs: two digits of it. */
export function value(number: number, change: number): string {
  return number.toFixed(decimals(change));
}

export function signed(number: number, change: number): string {
  const text = Math.abs(number).toFixed(decimals(change));
  if (Number(text) === 0) return text;
  return `${number < 0 ? '−' : '+'}${text}`;
}

/** A part of a change: in points of per cent of a rate, else in the unit of the label. */
export function amount(part: number, task: Task, change: number, withSign = true): string {
  const isRate = task === 'classification';
  const number = isRate ? 100 * part : part;
  const digits = isRate ? Math.max(1, decimals(100 * change)) : decimals(change);
  const text = Math.abs(number).toFixed(digits);
  const sign = !withSign || Number(text) === 0 ? '' : number < 0 ? '−' : '+';
  return `${sign}${text}${isRate && !withSign ? (Number(text) === 1 ? ' point' : ' points') : ''}`;
}

export function risen(change: number): string {
  return change < 0 ? 'fell' : 'rose';
}

/** a, b and c */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Two significant digits of the change, and none too many for a reader. */
function decimals(change: number): number {
  const size = Math.abs(change);
  if (!(size > 0)) return 2;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(size))));
}
