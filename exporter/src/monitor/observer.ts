import type { Stage } from './state.js';

/** Who wants to know how checks go: metrics, the log and progress bars. */
export interface Observer {
  checkStarted(model: string): void;
  checkFinished(
    model: string,
    check: { readonly seconds: Readonly<Partial<Record<Stage, number>>>; readonly rows: number },
  ): void;
  checkFailed(
    model: string,
    stage: Stage,
    seconds: Readonly<Partial<Record<Stage, number>>>,
    error: unknown,
  ): void;
  sourceUp(source: string, model: string, up: boolean): void;
  /** Whether the result store answered when last asked. */
  storeUp(up: boolean): void;
  progress(model: string, done: number, total: number): void;
  warning(model: string, message: string): void;
}
