import { stat } from 'node:fs/promises';
import { DriftError } from '../../errors.js';
import { noWebConfig, readWebConfig, type WebConfig } from './readWebConfig.js';

/**
 * A web config file that is read again when it or one of its certificates changes, as Prometheus does. A file that has
 * become wrong changes nothing: the last good one stays.
 */
export class LiveWebConfig {
  #current: WebConfig = noWebConfig;
  /** How the files were when they were last looked at, and when they were last read. */
  #seen = '';
  #used = '';
  /** What is wrong with the file as it is now. */
  #problem: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /**
   * @param file absent for none
   * @param accept takes a changed configuration over; what it throws keeps the last good one
   */
  constructor(
    private readonly file: string | undefined,
    private readonly accept: (config: WebConfig) => void,
    private readonly warn: (message: string) => void,
  ) {}

  get current(): WebConfig {
    return this.#current;
  }

  /**
   * Reads the file for the first time.
   * @throws DriftError `config_missing` or `config_invalid`
   */
  async read(): Promise<WebConfig> {
    if (this.file === undefined) return this.#current;
    this.#current = await readWebConfig(this.file);
    return this.#current;
  }

  /** Looks for changes from now on, every so many milliseconds. */
  watch(interval: number): void {
    if (this.file === undefined) return;
    this.#timer = setInterval(() => void this.look(), interval);
    this.#timer.unref();
  }

  /** Looks for changes now. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.file === undefined) return;
    // taken before reading, so that no change in between goes unseen
    const seen = await signature(this.#current.files);
    const isQuiet = seen === this.#seen;
    this.#seen = seen;
    // a file that changes from look to look is still being written; what a wrong one names may turn up later
    if (!isQuiet || (seen === this.#used && this.#problem === undefined)) return;
    this.#used = seen;
    try {
      const changed = await readWebConfig(this.file);
      this.accept(changed);
      this.#current = changed;
      this.#problem = undefined;
    } catch (error) {
      const problem = error instanceof DriftError ? error.message : String(error);
      if (problem === this.#problem) return;
      this.#problem = problem;
      this.warn(`the web config file has changed but is not used, the last good one stays: ${problem}`);
    }
  }
}

/** Differs where any of the files differs; a file that is not there counts, too. */
async function signature(files: readonly string[]): Promise<string> {
  const parts = files.map(async (file) => {
    const info = await stat(file, { bigint: true }).catch(() => undefined);
    return info === undefined ? 'missing' : `${info.mtimeNs} ${info.ctimeNs} ${info.size} ${info.ino}`;
  });
  return (await Promise.all(parts)).join('\n');
}
