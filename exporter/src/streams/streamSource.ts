import { readColumns } from '../check/readColumns.js';
import { referenceRelationOf, STREAM } from '../config/relation.js';
import type { ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { MomentRequest, MomentSums } from '../sources/moments.js';
import type {
  Capabilities,
  CellCounts,
  Column,
  CountRequest,
  ExactDistances,
  Feature,
  Relation,
  Selection,
  Source,
  Summary,
} from '../sources/source.js';
import type { LiveStream } from './liveStream.js';

/** Rows that are sent to us, beside the source of the reference that they are compared with. */
export class StreamSource implements Source {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** The reference under which rows are asked for. */
  version = '';

  constructor(
    readonly model: ModelConfig,
    /** Where the reference lies. */
    readonly reference: Source,
    /** Absent where no rows can come, as in a command that only builds a reference. */
    readonly stream: LiveStream | undefined,
  ) {
    this.name = reference.name;
    this.capabilities = {
      ...reference.capabilities,
      exactDistances: false,
      jointMoments: false,
      segments: false,
      expressions: false,
    };
  }

  /** A stream's fields are what its reference has, and the time. */
  async columns(relation: Relation): Promise<Column[]> {
    if (!isStream(relation)) return this.reference.columns(relation);
    const { columns } = await readColumns(this.reference, referenceRelationOf(this.model));
    const { timestamp_column: time } = this.model;
    return time === undefined || columns.some(({ name }) => name === time)
      ? [...columns]
      : [...columns, { name: time, type: 'TIMESTAMP', kind: 'timestamp', integer: false }];
  }

  async rowCount(selection: Selection): Promise<number> {
    return isStream(selection.relation) ? 0 : this.reference.rowCount(selection);
  }

  async timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined> {
    if (!isStream(selection.relation)) return this.reference.timeRange(selection, now);
    const from = selection.from?.getTime() ?? -Infinity;
    const range = await this.stream?.range(this.version, from, now.getTime());
    return range && { oldest: new Date(range.oldest), watermark: new Date(range.newest) };
  }

  summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]> {
    return isStream(selection.relation) ? noRows() : this.reference.summarise(selection, features);
  }

  async count(request: CountRequest): Promise<CellCounts[]> {
    const { selection, features, joint = [] } = request;
    if (!isStream(selection.relation)) return this.reference.count(request);
    const names = new Set(features.map(({ feature }) => feature.name));
    const { from, to } = selection;
    const held = this.stream?.held(this.version);
    const sums = joint.map(({ name }) => name);
    return held?.counts(names, from?.getTime() ?? -Infinity, to?.getTime() ?? Infinity, sums) ?? [];
  }

  moments(request: MomentRequest): Promise<MomentSums[]> {
    if (!isStream(request.selection.relation)) return this.reference.moments(request);
    const detail = 'a stream counts each feature by itself; there are no moments of several';
    return Promise.reject(new DriftError('config_invalid', detail, { source: this.name }));
  }

  exact(
    reference: Selection,
    current: readonly Selection[],
    features: readonly Feature[],
  ): Promise<ExactDistances[][]> {
    const isAnyStream = [reference, ...current].some(({ relation }) => isStream(relation));
    return isAnyStream ? noRows() : this.reference.exact(reference, current, features);
  }

  close(): Promise<void> {
    return this.reference.close();
  }
}

function isStream(relation: Relation): boolean {
  return 'table' in relation && relation.table === STREAM.table;
}

function noRows(): Promise<never> {
  return Promise.reject(
    new DriftError('source_failed', 'the rows of a stream are not kept, only their counts by bucket'),
  );
}
