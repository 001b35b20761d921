import type {
  DynamicConfigValue,
  FieldConfig,
  MatcherConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { isStoreQuery, type Measure, type Sheet } from '../../description/sheet.js';
import { fieldOptions, overridesOf } from '../fieldOptions.js';

interface Override {
  readonly matcher: MatcherConfig;
  readonly properties: DynamicConfigValue[];
}

/** A query of the store gives a measure a column; each of Prometheus gives it a frame. */
export function measureOverrides(measures: readonly Measure[], { queries }: Sheet): Override[] {
  const columns = queries.some(isStoreQuery);
  return measures.map((measure) => ({
    matcher: columns
      ? { id: 'byName', options: measure.name }
      : { id: 'byFrameRefID', options: measure.name },
    properties: [
      ...overridesOf(measure),
      ...(columns && measure.title !== '' ? [{ id: 'displayName', value: measure.title }] : []),
    ],
  }));
}

/** What an only measure shows as; nothing where there are several. */
export function defaultsOf(measures: readonly Measure[]): FieldConfig {
  const [only] = measures;
  return measures.length === 1 && only !== undefined ? fieldOptions(only) : {};
}
