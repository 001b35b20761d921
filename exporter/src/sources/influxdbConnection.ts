import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { InfluxDB } from '@influxdata/influxdb-client';
import type { Secret } from '../config/secret.js';
import type { InfluxPlace } from './influxdbErrors.js';

/** How a bucket of an InfluxDB 2 server is reached. */
export interface InfluxOptions {
  /** Such as `https://influx.example.org:8086`. */
  readonly url: string;
  /** Name or identifier of the organization. */
  readonly org: string;
  readonly bucket: string;
  readonly token?: string;
  /** The authority that signed the server's certificate, in PEM. @default the system's */
  readonly ca?: string;
  /** Whether the server's certificate is checked. @default true */
  readonly verify?: boolean;
  /** Deadline of each request in milliseconds. @default 30,000 */
  readonly timeoutMs?: number;
}

const TIMEOUT = 30_000;

/** A connection as it is configured. */
export interface InfluxConfig {
  readonly url: string;
  readonly org: string;
  readonly bucket: string;
  readonly token?: Secret | undefined;
  readonly ca_file?: string | undefined;
  readonly verify_certificate: boolean;
  /** In milliseconds. */
  readonly timeout: number;
}

export async function connectionOf({ token, ca_file, ...config }: InfluxConfig): Promise<InfluxOptions> {
  const { url, org, bucket } = config;
  return {
    ...{ url, org, bucket },
    verify: config.verify_certificate,
    timeoutMs: config.timeout,
    ...(token === undefined ? {} : { token: token.reveal() }),
    ...(ca_file === undefined ? {} : { ca: await readFile(ca_file, 'utf8') }),
  };
}

/** Connections to one server, kept open between requests. The token is in a private field, so that no dump shows it. */
export class InfluxConnection {
  readonly org: string;
  readonly bucket: string;
  readonly place: InfluxPlace;
  readonly #agent: HttpAgent;
  readonly #open: (signal: AbortSignal) => InfluxDB;

  constructor(options: InfluxOptions) {
    const { url, org, bucket, token, ca, verify = true, timeoutMs: timeout = TIMEOUT } = options;
    this.org = org;
    this.bucket = bucket;
    this.place = { address: new URL(url).host, org, bucket, timeout };
    const agent = url.startsWith('https:')
      ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: verify, ...(ca === undefined ? {} : { ca }) })
      : new HttpAgent({ keepAlive: true });
    this.#agent = agent;
    this.#open = (signal) =>
      new InfluxDB({
        url,
        ...(token === undefined ? {} : { token }),
        timeout,
        transportOptions: { agent, signal },
      });
  }

  /** Work within the deadline, whatever the server does: an answer that stalls is broken off. */
  async within<Result>(
    work: (client: InfluxDB, timedOut: () => boolean) => Promise<Result>,
  ): Promise<Result> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.place.timeout);
    try {
      return await work(this.#open(controller.signal), () => controller.signal.aborted);
    } finally {
      clearTimeout(timer);
      // breaks off what is left of an answer that nobody reads any more
      controller.abort();
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}
