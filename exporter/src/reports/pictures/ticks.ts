import { axisLabel } from '../numbers.js';

/** Round numbers between low and high, about `count` of them, labelled so that neighbours differ. */
export function ticks(low: number, high: number, count: number): { value: number; label: string }[] {
  const rough = (high / 2 - low / 2) / (count / 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.99) ??
    rough;
  if (!(step > 0) || !Number.isFinite(step)) return [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values = Array.from(
    { length: Math.min(50, Math.max(0, last - first + 1)) },
    (_, index) => (first + index) * step,
  );
  const labelled = values.filter(Number.isFinite).map((value) => ({ value, label: axisLabel(value, step) }));
  // Below the spacing of doubles neighbours print alike; one label is enough then.
  return labelled.filter(({ label }, index) => label !== labelled[index - 1]?.label);
}
