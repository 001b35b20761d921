import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  FieldColorBuilder,
  ThresholdsConfigBuilder,
  type FieldColor,
  type ThresholdsConfig,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Measure } from '../../description/sheet.js';
import { fieldOptions } from '../fieldOptions.js';

interface Configurable {
  unit(unit: string): this;
  decimals(decimals: number): this;
  mappings(mappings: ValueMapping[]): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  colorScheme(colour: Builder<FieldColor>): this;
}

/** Gives a panel of one measure that measure's unit, words and colours. */
export function mappingsAndColour<Panel extends Configurable>(builder: Panel, measure: Measure): Panel {
  const { unit, decimals, mappings, thresholds, color } = fieldOptions(measure);
  if (unit !== undefined) builder.unit(unit);
  if (decimals !== undefined) builder.decimals(decimals);
  if (mappings !== undefined) builder.mappings(mappings);
  if (thresholds !== undefined)
    builder.thresholds(new ThresholdsConfigBuilder().mode(thresholds.mode).steps(thresholds.steps));
  if (color !== undefined) {
    const colour = new FieldColorBuilder().mode(color.mode);
    builder.colorScheme(color.fixedColor === undefined ? colour : colour.fixedColor(color.fixedColor));
  }
  return builder;
}
