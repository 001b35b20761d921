import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { modelDetail } from '../../exporter/src/server/schemas/model.js';
import { eventually } from './eventually.js';
import { ask, json, type Answer, type Asked } from './httpClient.js';
import { MonitorMetrics } from './monitorMetrics.js';
import { MINUTE, type MonitorTable } from './monitorTable.js';

const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));

/** Milliseconds for a test that opens embedded databases: to make one is five seconds of work. */
export const EMBEDDED_PATIENCE = 180_000;

export type ModelDetail = z.output<typeof modelDetail>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  /** Put before the command, such as `['setpriv', '--reuid', '65534']`. */
  readonly prefix?: readonly string[];
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** In place of a free port of loopback. */
  readonly listen?: string;
  /** Options besides. */
  readonly options?: readonly string[];
  /** To log in with, where a request brings no login of its own. */
  readonly token?: string;
  /** Milliseconds that its checks may take on a busy machine; a source that is slow needs more than others. */
  readonly patience?: number;
}

/** `drift-exporter serve` in a process of its own, as a user has it. */
export class MonitorProcess {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #login: Pick<Asked, 'token'>;
  readonly #patience: number | undefined;
  #log = '';
  #out = '';

  constructor(
    configFolder: string,
    { prefix = [], environment, listen = '127.0.0.1:0', options = [], token, patience }: StartOptions = {},
  ) {
    this.#login = token === undefined ? {} : { token };
    this.#patience = patience;
    const serve = ['serve', '--config', configFolder, '--listen', listen, ...options];
    const [command = process.execPath, ...args] = [...prefix, process.execPath, main, ...serve];
    this.#child = spawn(command, args, {
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', TZ: 'UTC', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#out += text));
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All of stderr so far. */
  get log(): string {
    return this.#log;
  }

  /** All of stdout so far. */
  get out(): string {
    return this.#out;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    const find = () => /msg=listening url=(\S+)/.exec(this.#log)?.[1];
    const found = await eventually(
      () => find() ?? (this.isRunning ? undefined : this.#log),
      (seen) => seen !== undefined,
    );
    if (found !== find()) throw new Error(`ended without listening: ${this.#log}`);
    return found ?? '';
  }

  async ask(path: string, asked?: Asked): Promise<Answer> {
    return ask(`${await this.url()}${path}`, { ...this.#login, ...asked });
  }

  async metrics(): Promise<MonitorMetrics> {
    return new MonitorMetrics((await this.ask('/metrics')).text);
  }

  async model(name: string): Promise<ModelDetail> {
    return json<ModelDetail>(await this.ask(`/api/v1/models/${name}`));
  }

  /** Waits until a model is as wanted. */
  untilModel(name: string, wanted: (model: ModelDetail) => boolean): Promise<ModelDetail> {
    return eventually(() => this.model(name), wanted, this.#patience);
  }

  /** Waits until the rows of a table's last minute are there and the last check went well. */
  untilCounted({ name, newest }: Pick<MonitorTable, 'name' | 'newest'>): Promise<ModelDetail> {
    return this.untilModel(
      name,
      ({ newest_row, failure }) => failure === null && Date.parse(newest_row ?? '') > newest - MINUTE,
    );
  }

  untilMetrics(wanted: (metrics: MonitorMetrics) => boolean): Promise<MonitorMetrics> {
    return eventually(() => this.metrics(), wanted, this.#patience);
  }

  /** Waits until a check that began after this call has succeeded: what it published is newer than this call. */
  async untilChecked(name: string): Promise<ModelDetail> {
    const checked = (model: ModelDetail): number => Date.parse(model.last_success ?? '') || 0;
    // the first success after now may belong to a check that had begun before
    const first = checked(await this.untilModel(name, (model) => checked(model) > 0));
    const second = checked(await this.untilModel(name, (model) => checked(model) > first));
    return this.untilModel(name, (model) => checked(model) > second);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** @returns how it ended, and after how many milliseconds */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended & { readonly took: number }> {
    const started = performance.now();
    this.signal(signal);
    return { ...(await this.ended), took: performance.now() - started };
  }
}

/** Starts exporters in a test file, and kills after each test what still runs. */
export function monitorProcesses(): (configFolder: string, options?: StartOptions) => MonitorProcess {
  const started: MonitorProcess[] = [];
  afterEach(async () => {
    for (const one of started.splice(0)) if (one.isRunning) await one.end('SIGKILL');
  });
  return (configFolder, options) => {
    const one = new MonitorProcess(configFolder, options);
    started.push(one);
    return one;
  };
}
