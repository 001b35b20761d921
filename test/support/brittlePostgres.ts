import { execFileSync } from 'node:child_process';
import { startPostgres, type PostgresServer } from '../services/postgres.js';
import { eventually } from './eventually.js';

/** A PostgreSQL of a test file's own, to be killed, stopped in its tracks and brought back. */
export class BrittlePostgres {
  readonly #server: PostgresServer;
  #hangs: readonly number[] = [];
  #isDown = false;

  private constructor(server: PostgresServer) {
    this.#server = server;
  }

  static async start(): Promise<BrittlePostgres> {
    return new BrittlePostgres(await startPostgres());
  }

  get url(): string {
    return this.#server.url;
  }

  /** Ends all of its processes at once, as a power cut does. */
  async kill(): Promise<void> {
    const processes = this.#processes();
    for (const pid of processes) send(pid, 'SIGKILL');
    await eventually(
      () => processes.filter(lives),
      ({ length }) => length === 0,
    );
    this.#isDown = true;
  }

  /** On the same data and port. */
  async restart(): Promise<void> {
    await this.#server.restart();
    this.#isDown = false;
  }

  /** Stops its processes where they are: connections stay open, new ones are taken, and nobody answers. */
  hang(): void {
    this.#hangs = this.#processes();
    for (const pid of this.#hangs) send(pid, 'SIGSTOP');
  }

  goOn(): void {
    for (const pid of this.#hangs) send(pid, 'SIGCONT');
    this.#hangs = [];
  }

  /** Brings it back, whatever a test that failed has left behind. */
  async repair(): Promise<void> {
    this.goOn();
    if (this.#isDown) await this.restart();
  }

  async stop(): Promise<void> {
    await this.repair();
    await this.#server.stop();
  }

  /** The first one starts the others, and so is stopped first. */
  #processes(): number[] {
    const { pid } = this.#server;
    const found = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
    return [pid, ...found.trim().split('\n').map(Number)];
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // it may have ended by itself
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What nobody has asked how it ended is not alive any more. */
function lives(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return state !== '' && !state.startsWith('Z');
  } catch {
    return false;
  }
}
