import type {
  DynamicConfigValue,
  FieldColor,
  FieldConfig,
  ThresholdsConfig,
  ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { FieldColorModeId, MappingType, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { COLOURS } from '../description/colours.js';
import type { Scale } from '../description/scale.js';
import type { Measure } from '../description/sheet.js';
import { UNITS } from './units.js';

/** Grafana writes out a p-value of 1e-120 in all its digits, and shows the last ones. Nothing stays nothing. */
const TINY: ValueMapping = {
  type: MappingType.RangeToText,
  options: { from: Number.MIN_VALUE, to: 0.0001, result: { text: '< 0.0001' } },
};

/** How Grafana shows a measure, wherever it stands. */
export function fieldOptions({ unit, scale }: Pick<Measure, 'unit' | 'scale'>): FieldConfig {
  return {
    ...UNITS[unit],
    ...(unit === 'statistic' && { mappings: [TINY] }),
    ...(scale?.words && { mappings: mappingsOf(scale) }),
    ...(scale && { thresholds: thresholdsOf(scale), color: colourOf(scale) }),
  };
}

/** The same for one of several measures, each as a property of an override. */
export function overridesOf(measure: Pick<Measure, 'unit' | 'scale'>): DynamicConfigValue[] {
  return Object.entries(fieldOptions(measure)).map(([id, value]): DynamicConfigValue => ({ id, value }));
}

/**
 * A scale of one step is a colour of its own, as lines have. Words have their own colours, and what has none is grey: by thresholds, bands
 * of state would merge.
 */
function colourOf({ words, steps = [] }: Scale): FieldColor {
  const [first] = steps;
  if (words !== undefined) return { mode: FieldColorModeId.Fixed, fixedColor: COLOURS.none };
  return first !== undefined && steps.length === 1
    ? { mode: FieldColorModeId.Fixed, fixedColor: first.colour }
    : { mode: FieldColorModeId.Thresholds };
}

function thresholdsOf({ steps = [{ from: 0, colour: COLOURS.none }] }: Scale): ThresholdsConfig {
  return {
    mode: ThresholdsMode.Absolute,
    // the first step has no lower end
    steps: steps.map(({ from, colour }, index) => ({ value: index === 0 ? null : from, color: colour })),
  };
}

function mappingsOf({ words = [] }: Scale): ValueMapping[] {
  const options = words.map(
    ({ value, text, colour }, index) => [String(value), { text, index, color: colour }] as const,
  );
  return [{ type: MappingType.ValueToText, options: Object.fromEntries(options) }];
}
