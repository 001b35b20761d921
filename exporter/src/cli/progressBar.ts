import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

const PATIENCE = 1_000;

/** A bar on stderr, on terminals only, and only once the work has taken over a second. */
export function progressBar(name: string, unit = 'features'): ProgressBar {
  const started = performance.now();
  let bar: SingleBar | undefined;
  return {
    update(done, total) {
      if (!process.stderr.isTTY || performance.now() - started < PATIENCE) return;
      bar ??= open(name, unit, total);
      bar.update(done);
    },
    stop: () => bar?.stop(),
  };
}

function open(name: string, unit: string, total: number): SingleBar {
  const format = `${name} {bar} {value} of {total} ${unit}, {eta} s left`;
  const bar = new SingleBar(
    { format, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}
