import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config/schema.js';
import type { Exporter } from './exporter.js';
import type { Log } from './log.js';

/** Writes a report of each model into `reports.dir` every `reports.every`, on what came in since the last one. */
export class ReportSchedule {
  #stop = new AbortController();

  constructor(
    readonly exporter: Exporter,
    readonly log: Log,
  ) {}

  /** Starts, or goes on as another configuration says. */
  start({ reports: { dir, every } }: Pick<Config, 'reports'>): void {
    this.stop();
    this.#stop = new AbortController();
    if (dir !== undefined && every !== undefined) void this.#run(dir, every, this.#stop.signal);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(folder: string, every: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      await delay(every, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      for (const { model, watermark } of this.exporter.states()) {
        if (watermark === undefined) continue;
        try {
          const path = await this.#write(folder, model, new Date(watermark.getTime() - every), watermark);
          this.log('info', 'wrote a report', { model, path });
        } catch (error) {
          this.log('error', 'a report could not be written', { model, error: String(error) });
        }
      }
    }
  }

  async #write(folder: string, model: string, from: Date, to: Date): Promise<string> {
    const text = await this.exporter.report({ model, from, to, format: 'html' });
    return writeReport(folder, model, from, to, 'html', text);
  }
}

/** Writes a report under a name that tells its model and time. @returns its path */
export async function writeReport(
  folder: string,
  model: string,
  from: Date,
  to: Date,
  extension: string,
  text: string,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const day = (time: Date): string => time.toISOString().slice(0, 16).replaceAll(':', '');
  const name = `${encodeURIComponent(model).slice(0, 100)}-${day(from)}-${day(to)}.${extension}`;
  const path = join(folder, name);
  await writeFile(`${path}.tmp`, text, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
  return path;
}
