import { colorManipulator, type Field, type GrafanaTheme2 } from '@grafana/data';
import type { Severity, Thresholds } from '../frames/severity';
import { paletteOf } from './palette';

/** Colours of one severity: behind a trend, and of lines, marks and bars. */
interface SeverityColours {
  readonly band: string;
  readonly mark: string;
}

/** The panel's own steps, as `module.ts` sets them: of these the palette has versions for each theme. */
const OWN = ['#8793a3', '#f8e4a0', '#ef9f57', '#a3182e'];

/** Colours of the severities: those that someone configured for just these thresholds, else the palette's. */
export function severityColours(
  thresholds: Thresholds,
  field: Field | undefined,
  theme: GrafanaTheme2
): Readonly<Record<Severity, SeverityColours>> {
  const { band, mark } = paletteOf(theme);
  const steps = field?.config.thresholds?.steps ?? [];
  const of = (name: Severity, threshold?: number): SeverityColours => {
    const step = threshold === undefined ? undefined : steps.find(({ value }) => value === threshold);
    if (step === undefined || OWN.includes(step.color.toLowerCase())) {
      return { band: band[name], mark: mark[name] };
    }
    const colour = theme.visualization.getColorByName(step.color);
    return { band: colorManipulator.alpha(colour, 0.12), mark: colour };
  };
  return {
    none: of('none'),
    small: of('small', thresholds.small),
    significant: of('significant', thresholds.significant),
    critical: of('critical', thresholds.critical),
  };
}
