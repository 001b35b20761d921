import type { GrafanaTheme2 } from '@grafana/data';
import { scaleLinear } from 'd3-scale';
import { paletteOf } from '../../drawing/palette';
import { SEVERITIES } from '../../frames/severity';
import type { Heatmap } from './heatmap';

/** From nothing to the maximum, through the severities' colours: lightness rises or falls all the way, so everyone can tell. */
export function colourScale(theme: GrafanaTheme2, maximum: number): (value: number) => string {
  const { area } = paletteOf(theme);
  const stops = SEVERITIES.map((_, index) => (maximum * index) / (SEVERITIES.length - 1));
  return scaleLinear(
    stops,
    SEVERITIES.map((each) => area[each])
  ).clamp(true);
}

/** The configured maximum of the first field that has one, else the largest score. */
export function scaleMaximum({ rows, cells }: Heatmap): number {
  const configured = rows
    .map(({ field }) => field.config.max)
    .find((max) => typeof max === 'number' && Number.isFinite(max));
  return configured ?? cells.score.reduce((most, each) => (each > most ? each : most), 0);
}
