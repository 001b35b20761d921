/** Numbers for people. The exact value belongs beside them, in a title or a tooltip. */

const thin = '\u202f';
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 20,432 */
export function whole(value: number): string {
  return grouped.format(value);
}

/** Three significant digits: 0.0123, 1.42, 20400, 1.2 × 10⁻⁷. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e6)) return significant.format(value).replace('-', '−');
  const [digits, exponent] = value.toExponential(2).split('e');
  const power = String(Math.abs(Number(exponent))).replace(
    /\d/g,
    (digit) => superscripts[Number(digit)] ?? digit,
  );
  return `${Number(digits)}${thin}×${thin}10${Number(exponent) < 0 ? '⁻' : ''}${power}`.replace('-', '−');
}

/** A score in a column of scores, decimals aligned as far as three digits allow: 0.012, 1.42, 10.4, 127. */
export function score(value: number): string {
  if (value > 0 && value < 0.0005) return '<0.001';
  if (value >= 1e4) return short(value);
  return value.toFixed(value < 0.9995 ? 3 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/** A p-value: 0.213, or <0.001. */
export function probability(value: number): string {
  return value < 0.001 ? '<0.001' : value.toFixed(3);
}

/** A share: 0 %, 0.04 %, 3.1 %, 42 %. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  if (value > 0 && value < 0.01) return `<0.01${thin}%`;
  if (value < 100 && value >= 99.95) return `>99.9${thin}%`;
  return `${Number(value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0))}${thin}%`;
}

// From 10,000 in thousands, but from a million in millions: 2500 and 12.5k read better than 2.5k and 0.0125M.
const suffixes: readonly (readonly [least: number, unit: number, suffix: string])[] = [
  [1e12, 1e12, 'T'],
  [1e9, 1e9, 'G'],
  [1e6, 1e6, 'M'],
  [1e4, 1e3, 'k'],
];

/**
 * A value on an axis: 1.2M, 25k, 0.004, 1e-7. `resolution` is the distance that two labels must tell apart, such
 * as the step between ticks: 1700000000 and 1700000060 must not both read 1.7G.
 */
export function axisLabel(value: number, resolution: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4))
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e')
      .replace('-', '−');
  const step = Math.abs(resolution);
  // A suffix must not cost the digits that tell neighbours apart.
  const fits = ([least, one]: (typeof suffixes)[number]): boolean =>
    size >= least && size / one < 1e4 && step >= one / 100;
  const [, unit, suffix] = suffixes.find(fits) ?? [0, 1, ''];
  const decimals = decimalsOf(step / unit);
  const fixed = (value / unit).toFixed(decimals);
  const tidy = fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
  return `${tidy === '-0' ? '0' : tidy}${suffix}`.replace('-', '−');
}

/** Decimals that write a step in full where it is round, such as 1 for 2.5, and else to two digits. */
function decimalsOf(step: number): number {
  if (!(step > 0)) return 3;
  const leading = -Math.floor(Math.log10(step) + 1e-9);
  const round = [leading, leading + 1, leading + 2].find((decimals) => {
    const scaled = step * 10 ** decimals;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6;
  });
  return Math.min(12, Math.max(0, round ?? leading + 1));
}
