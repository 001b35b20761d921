/**
 * Writes edges with as many digits as tell neighbours apart: `0.25`, `1990`, `12,500`, `1.2M`, `3.1e-7`. Takes them in any order; edges
 * that are not among them are written like their next neighbour.
 */
export function edgeTexts(edges: readonly number[]): (edge: number) => string {
  const sorted = Array.from(new Set(edges.filter(Number.isFinite))).sort((a, b) => a - b);
  const texts = new Map<number, string>();
  sorted.forEach((edge, index) => {
    const gaps = [edge - (sorted[index - 1] ?? -Infinity), (sorted[index + 1] ?? Infinity) - edge];
    texts.set(edge, edgeText(edge, Math.min(...gaps)));
  });
  return (edge) => texts.get(edge) ?? edgeText(edge, Math.abs(edge) / 100);
}

/** A number to about a tenth of `gap`. */
export function edgeText(edge: number, gap: number): string {
  if (!Number.isFinite(edge)) {
    return edge === Infinity ? '∞' : edge === -Infinity ? '−∞' : '';
  }
  const size = Math.abs(edge);
  const resolution = Number.isFinite(gap) && gap > 0 ? gap : size / 100;
  const digits = Math.min(15, Math.max(2, Math.ceil(Math.log10(size / resolution)) + 2));
  if (size !== 0 && size < 1e-4) {
    return Number(edge.toPrecision(digits)).toExponential().replace('-', '−').replace('e-', 'e−');
  }
  if (size >= 1e15) {
    return Number(edge.toPrecision(digits)).toExponential().replace('e+', 'e').replace(/^-/, '−');
  }
  if (size >= 1e6) {
    return minus(edge.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: digits }));
  }
  const maximumFractionDigits = Math.min(15, Math.max(0, Math.ceil(-Math.log10(resolution)) + 1));
  // a year reads badly as 1,990
  return minus(edge.toLocaleString('en', { maximumFractionDigits, useGrouping: size >= 1e4 }));
}

function minus(text: string): string {
  return text === '-0' ? '0' : text.replace('-', '−');
}
