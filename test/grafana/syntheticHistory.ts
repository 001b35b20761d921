/** A model of which Prometheus knows the scores alone. */
export interface SyntheticModel {
  readonly name: string;
  readonly features: number;
}

const HOUR = 3_600;
const HOURS = 30 * 24;
const THRESHOLDS = { small: 0.1, significant: 0.2, critical: 0.25 };

/**
 * Thirty days of hourly scores of many features, as OpenMetrics: most keep still, some drift from some time on, some come back, and
 * some have a gap. The same on every run but for the time, which ends at `now` (seconds since the epoch).
 */
export function syntheticHistory(models: readonly SyntheticModel[], now: number): string {
  const end = Math.floor(now / HOUR) * HOUR;
  const samples: Record<string, string[]> = {};
  const add = (metric: string, labels: string, value: number, at: number): void =>
    void (samples[metric] ??= []).push(`${metric}{${labels}} ${Number(value.toPrecision(6))} ${at}`);
  for (const { name, features } of models) {
    for (let index = 0; index < features; index++) {
      const feature = `feature_${String(index + 1).padStart(3, '0')}`;
      const series = `model="${name}",feature="${feature}",window="1d"`;
      for (let hour = 0; hour <= HOURS; hour++) {
        if (index % 7 === 5 && hour > 300 && hour < 340) continue;
        const at = end - (HOURS - hour) * HOUR;
        const psi = course(index, hour / HOURS) * (0.85 + 0.3 * spread(index * 1_009 + hour));
        add('drift_psi', series, psi, at);
        add('drift_severity', series, Object.values(THRESHOLDS).filter((from) => psi >= from).length, at);
      }
      for (let hour = 0; hour <= HOURS; hour += 6) {
        const at = end - (HOURS - hour) * HOUR;
        add('drift_psi_noise_floor', series, 0.02, at);
        add('drift_psi_reference_variation', series, 0.04 + 0.02 * spread(index), at);
        for (const [severity, from] of Object.entries(THRESHOLDS))
          add('drift_threshold', `model="${name}",feature="${feature}",severity="${severity}"`, from, at);
      }
    }
  }
  const families = Object.entries(samples).map(([metric, lines]) => [`# TYPE ${metric} gauge`, ...lines]);
  return [...families.flat(), '# EOF', ''].join('\n');
}

/** PSI at a share of the time, without its scatter. */
function course(index: number, time: number): number {
  const [quiet, onset, height] = [
    0.01 + 0.04 * spread(index),
    spread(3 * index),
    0.1 + 0.5 * spread(7 * index),
  ];
  if (index % 5 !== 1) return quiet;
  const isOver = index % 10 === 1 && time > onset + 0.25;
  return time > onset && !isOver ? height : quiet;
}

/** Evenly spread over [0, 1), and in no order. */
function spread(index: number): number {
  return (index * 0.6180339887498949) % 1;
}
