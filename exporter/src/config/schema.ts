import { z } from 'zod';
import { alerting } from './alerting.js';
import { covariate } from './covariate.js';
import { detection } from './detection.js';
import { section, type Place } from './fields.js';
import { model } from './model.js';
import { monitoring } from './monitoring.js';
import { privacy } from './privacy.js';
import { reports } from './reports.js';
import type { Secret } from './secret.js';
import { server } from './server.js';
import { sources, type SourceType } from './sources.js';
import { store } from './store.js';
import { driftThresholds } from './thresholds.js';

/** What later stages hand down, so that configuration need not import them. */
export interface Registries {
  readonly sourceTypes: Readonly<Record<string, SourceType>>;
}

/** The schemas of both files. Paths in them are relative to `place.folder`. */
export function configSchema(registries: Registries, place: Place) {
  return {
    driftThresholds: driftThresholds(),
    monitoringConfig: section({
      monitoring: monitoring().prefault({}),
      alerting: alerting(place).prefault({}),
      detection: detection(place).prefault({}),
      covariate: covariate().prefault({}),
      sources: sources(registries.sourceTypes, place).prefault({}),
      models: z.array(model(place)).prefault([]),
      store: store(place).prefault({}),
      server: server(place).prefault({}),
      privacy: privacy().prefault({}),
      reports: reports(place).prefault({}),
    }),
  };
}

type Schemas = ReturnType<typeof configSchema>;
export type ThresholdsFile = z.output<Schemas['driftThresholds']>;
export type MonitoringFile = z.output<Schemas['monitoringConfig']>;

export type DeepReadonly<T> = T extends Secret | Date
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Both files together, validated and frozen: the only configuration that leaves this folder. */
export type Config = DeepReadonly<ThresholdsFile & MonitoringFile> & {
  /** Absolute path of the folder that the files lie in. */
  readonly folder: string;
  /** Name of the file that holds the models, for messages. */
  readonly file: string;
  /** Keys whose secret stands in a file as it is, for warnings. */
  readonly plain_secrets: readonly string[];
};

export type ModelConfig = Config['models'][number];
export type AlertRule = Config['alert_rules']['critical'][number];
export type { Role } from './server.js';
export type { SourceConfig, SourceType } from './sources.js';
export type { FeatureConfig } from './feature.js';
export type { MovingReferenceConfig, ReferenceConfig } from './reference.js';
export type { SegmentConfig } from './segment.js';
export type { CheckWindows } from './model.js';
export type { ImportanceConfig } from './outcome.js';
export type { ColumnType, RowAction } from './ingest.js';
export type IngestConfig = NonNullable<ModelConfig['ingest']>;
export type IngestRule = IngestConfig['rules'][number];
