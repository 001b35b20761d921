import type { AlertHistory } from '../alerts/alertHistory.js';
import type { SignedLinks } from '../alerts/signedLinks.js';
import type { Observed } from '../monitor/monitor.js';
import type { ModelState, WindowState } from '../monitor/state.js';
import type { FormatId } from '../reports/reportFormat.js';
import type { Posted } from '../streams/liveStream.js';
import type { AuditEntry, AuditEvent, ScorePoint } from '../store/records.js';

/** What became of alerts, and what people do about them. */
export type AlertDesk = Pick<
  AlertHistory,
  'receive' | 'list' | 'episodes' | 'acknowledge' | 'expect' | 'expectations'
>;

/** One of several exporters that share the models of a configuration. */
export interface FleetShard {
  /** Such as `2/5`. */
  readonly name: string;
  /** Models that are watched elsewhere, and by which shard. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** What the server shows and does; the running monitor, seen from outside. */
export interface Backend {
  /** Every model that is watched here, in the configuration's order. */
  states(): readonly ModelState[];
  /** Which part of the models that is; undefined where it is all of them. */
  shard?(): FleetShard | undefined;
  /** Whether every model has been looked at once, and if not, what is missing. */
  readiness(): { readonly ready: boolean; readonly reason: string };
  /** The exposition text of everything, and its content type. */
  metrics(): Promise<{ readonly text: string; readonly contentType: string }>;
  /** Signs and checks links to pictures; undefined until there is a key. */
  links(): SignedLinks | undefined;
  /** Loads the configuration again. @throws DriftError `config_invalid`; the old one then stays */
  reload(actor: string): Promise<void>;
  /** Recounts a model's reference and switches to it. @returns its version */
  promote(model: string, actor: string): Promise<string>;
  /**
   * Takes rows that were sent to us; resolves once they survive a crash.
   * @throws DriftError as `LiveStream.take`, and `no_stream`
   */
  observe(model: string, posted: Posted): Promise<Observed>;
  /** Rows that were not read: there was no room, or they did not come as they should. */
  refusedRows(model: string, because: 'busy' | 'invalid'): void;
  /** A stream's windows with every row that was taken before; empty before the first check that went well. */
  windowsNow(model: string): Promise<readonly WindowState[]>;
  /** Kept scores of one feature in one window, oldest first. */
  history(query: {
    readonly model: string;
    readonly feature: string;
    readonly window: string;
    /** `column=value`; all rows where absent. */
    readonly segment?: string;
    readonly from?: Date;
    readonly to?: Date;
  }): Promise<readonly ScorePoint[]>;
  /** Newest first. */
  audit(query: { readonly limit: number; readonly before?: number }): Promise<readonly AuditEntry[]>;
  record(event: AuditEvent): Promise<void>;
  report(query: {
    readonly model: string;
    readonly from: Date;
    readonly to: Date;
    readonly format: FormatId;
  }): Promise<string>;
  readonly alerts: AlertDesk;
  /** The configuration in use, secrets hidden. */
  configuration(): unknown;
}
