import type { ModelConfig } from '../../config/schema.js';
import type { SourceConfig } from '../../config/sources.js';
import type { Batch } from '../batch.js';
import type { Tally } from '../tally.js';

/** A column that rows are written to. */
export interface TargetColumn {
  readonly name: string;
  /** The type of DuckDB's that holds what it takes. */
  readonly type: string;
  /** Whether it needs a value. */
  readonly required: boolean;
  /** Characters. */
  readonly maxLength?: number;
  readonly allowed?: readonly string[];
  /** What its values look like, for types that DuckDB does not have. */
  readonly pattern?: string;
}

/** How far a file has come: kept where its rows are, and changed together with them. */
export interface LedgerEntry {
  /** Names the file by its content. */
  readonly content: string;
  /** Its path, or `stdin`. */
  readonly file: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** Rows before this one are done. */
  readonly position: number;
  readonly finished: boolean;
  readonly tally: Tally;
  /** Of its last change, in milliseconds since the epoch. */
  readonly updated: number;
}

/** A row that the target itself does not take, and why. */
export interface Refusal {
  readonly row: number;
  readonly message: string;
}

/** Writes one batch: everything that it does is kept together with the ledger, or gone. */
export interface BatchWriter {
  /** The batch's rows whose key the target has already. */
  known(batch: Batch, key: readonly string[]): Promise<number[]>;
  /** Writes the batch's rows. @returns those that it does not take; they are no longer in the batch */
  append(batch: Batch): Promise<Refusal[]>;
}

/** Where one model's rows go. Its methods throw DriftErrors of the codes `target_…`. */
export interface Target {
  /** For messages: `host:port/database table`, or a folder. */
  readonly place: string;
  /** Rows of a batch. */
  readonly batchRows: number;
  /** In the target's own order; undefined where the first file is to settle it. */
  columns(): Promise<readonly TargetColumn[] | undefined>;
  /** Whether it takes a column that it does not have yet. Absent where it takes none, once it has any. */
  adds?(column: string): boolean;
  /** Lets nobody else bring this model's rows here until `close`. @param onWait tells that somebody does */
  lock(onWait: () => void): Promise<void>;
  /** The entry of a file, by its content. */
  entry(content: string): Promise<LedgerEntry | undefined>;
  /** The latest entry of a file, by its path. */
  latest(file: string): Promise<LedgerEntry | undefined>;
  /**
   * Adds an entry, in place of another one where a file has grown before it was done.
   * @param rows of the whole file
   */
  begin(entry: LedgerEntry, rows: number, replaced?: string): Promise<void>;
  /**
   * Writes what `work` writes, and the entry that it returns in place of `before`.
   * @throws DriftError `target_busy` where somebody else has moved on from there
   */
  write(before: LedgerEntry, work: (writer: BatchWriter) => Promise<LedgerEntry>): Promise<LedgerEntry>;
  close(): Promise<void>;
}

/** What a target is opened for. */
export interface TargetPlan {
  readonly model: ModelConfig;
  /** Name of the source whose address is used. */
  readonly source: string;
  /** Rows that are written at once. */
  readonly batchSize: number;
  /** The configuration's file, for messages. */
  readonly file: string;
  /** A lock, for targets that have none of their own; see `Database.take`. */
  readonly take: (name: string) => Promise<(() => void) | undefined>;
}

/** A type of target, by the type of the source whose place and address it shares. */
export interface TargetFactory<Options extends SourceConfig = SourceConfig> {
  open(options: Options, plan: TargetPlan): Promise<Target>;
}
