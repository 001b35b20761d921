import { group, max } from 'd3-array';
import { SEVERITIES } from '../../frames/severity';
import type { Picture } from './picture';

/** The most drifted feature first; the windows of one feature stay together, the shortest first. */
export function inOrder(pictures: readonly Picture[]): Picture[] {
  const features = Array.from(
    group(pictures, ({ subject: { model, feature, segment } }) => JSON.stringify([model, feature, segment])).values(),
    (windows) => [...windows].sort((a, b) => byWindow(a, b) || byName(a, b))
  );
  const isScored = pictures.some(({ finding }) => finding.score !== undefined);
  const ranked = features.map((windows) => ({
    windows,
    severity: max(windows, ({ finding }) => SEVERITIES.indexOf(finding.severity ?? 'none')) ?? 0,
    score: max(windows, ({ finding, drawnScore }) => (isScored ? finding.score : drawnScore)) ?? -1,
  }));
  ranked.sort((a, b) => {
    const [one, other] = [a.windows[0], b.windows[0]];
    return b.severity - a.severity || b.score - a.score || (one && other ? byName(one, other) : 0);
  });
  return ranked.flatMap(({ windows }) => windows);
}

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

function byWindow(a: Picture, b: Picture): number {
  return secondsOf(a.subject.window) - secondsOf(b.subject.window);
}

/** `1h`, `1d12h`; anything else last. */
function secondsOf(window: string): number {
  const parts = [...window.matchAll(/([\d.]+)\s*(ms|[smhdwy])/g)];
  return parts.length === 0
    ? Number.MAX_VALUE
    : parts.reduce((sum, [, number, unit]) => sum + Number(number) * (SECONDS[unit ?? ''] ?? 0), 0);
}

function byName(a: Picture, b: Picture): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

/** How many windows each feature has, where all have as many; else 1. */
export function windowsTogether(pictures: readonly Picture[]): number {
  const sizes = new Set(
    Array.from(
      group(pictures, ({ subject: { model, feature, segment } }) => JSON.stringify([model, feature, segment])).values(),
      (windows) => windows.length
    )
  );
  const [size = 1] = sizes;
  return sizes.size === 1 ? size : 1;
}
