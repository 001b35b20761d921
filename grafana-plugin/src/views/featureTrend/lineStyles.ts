import { colorManipulator, FieldColorModeId, getFieldSeriesColor, type GrafanaTheme2 } from '@grafana/data';
import type { TrendLine } from './trendLine';

export interface LineStyle {
  readonly colour: string;
  /** As `stroke-dasharray`. */
  readonly dash?: string;
}

/** Readable upon the panel and its bands, and none like a severity's colour. */
const LIGHT = ['#1f60c4', '#8f3bb8', '#00756a', '#364152', '#b3275f', '#5b6b00', '#00738f', '#6d4327'];
const DARK = ['#6e9fff', '#d58cf0', '#3fc8a5', '#d7dfea', '#ff85b3', '#c3c95a', '#4fc3e8', '#cfa98a'];
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3'];

/**
 * A colour a feature, and a dash a line of it (its windows, its segments): told apart without colour, too, by dash and by the
 * name at the line's end. A colour of the field's configuration goes first.
 */
export function lineStyles(lines: readonly TrendLine[], theme: GrafanaTheme2): LineStyle[] {
  const colours = theme.isDark ? DARK : LIGHT;
  const features = new Map<string, number>();
  return lines.map(({ subject: { model, feature }, field }) => {
    const key = JSON.stringify([model, feature]);
    const before = features.get(key) ?? 0;
    features.set(key, before + 1);
    const place = Array.from(features.keys()).indexOf(key);
    const mode = field.config.color?.mode;
    const isConfigured = mode !== undefined && mode !== FieldColorModeId.Thresholds;
    const own = colours[place % colours.length] ?? theme.colors.text.primary;
    return {
      colour: isConfigured ? getFieldSeriesColor(field, theme).color : paler(own, before, theme),
      dash: DASHES[(before + Math.floor(place / colours.length)) % DASHES.length],
    };
  });
}

/** A feature's further lines are nearer to the background, as far as lines stay readable. */
function paler(colour: string, times: number, { isDark }: GrafanaTheme2): string {
  const change = isDark ? colorManipulator.darken : colorManipulator.lighten;
  return times === 0 ? colour : change(colour, Math.min(0.3, 0.1 * times));
}
