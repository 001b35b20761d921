import type { Config } from '../config/schema.js';

/** What the server takes from the configuration's section `server`. */
export type ServerSettings = Pick<
  Config['server'],
  'listen' | 'web_config' | 'roles' | 'tokens' | 'external_url'
>;

/** Bounds that protect the exporter from its clients. Times in milliseconds. */
export interface ServerLimits {
  /** Receiving a request's headers. */
  readonly headersTimeout: number;
  /** Receiving a whole request. */
  readonly requestTimeout: number;
  /** Working out an answer, where a route has no deadline of its own. */
  readonly answerTimeout: number;
  /** Judging the windows of rows that were taken; they are acknowledged without, where it takes longer. */
  readonly scoresTimeout: number;
  /** Working out `/metrics`: less than the ten seconds after which Prometheus gives up. */
  readonly metricsTimeout: number;
  /** Sending an answer, to a client that reads slowly. */
  readonly sendTimeout: number;
  /** Requests under way may finish for so long when the server closes. */
  readonly closeTimeout: number;
  /** Bytes of a request's headers. */
  readonly headerBytes: number;
  /** Bytes of a request's body, where a route has no limit of its own. */
  readonly bodyBytes: number;
  /** Bytes of rows that are being sent or counted, over all requests. */
  readonly intakeBytes: number;
  /** Receiving a body of rows. */
  readonly rowsTimeout: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Between two looks at the web config file and its certificates. */
  readonly pollInterval: number;
  /** Failed logins are counted, and summed up for the audit log, over so long. */
  readonly failureWindow: number;
  readonly auditInterval: number;
}

export const defaultLimits: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  answerTimeout: 30_000,
  scoresTimeout: 10_000,
  metricsTimeout: 8_000,
  sendTimeout: 30_000,
  closeTimeout: 10_000,
  headerBytes: 16_384,
  bodyBytes: 1_048_576,
  intakeBytes: 134_217_728,
  rowsTimeout: 30_000,
  connections: 512,
  connectionsPerAddress: 128,
  pollInterval: 2_000,
  failureWindow: 300_000,
  auditInterval: 60_000,
};

export interface ServerOptions {
  readonly settings: ServerSettings;
  /** Told of what an operator must know, in a sentence without a full stop and without secrets. */
  readonly warn: (message: string) => void;
  readonly limits?: Partial<ServerLimits>;
}
