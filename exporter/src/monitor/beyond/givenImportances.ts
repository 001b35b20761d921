import { readImportance, type FoundImportance } from '../../check/beyond/givenImportance.js';
import type { CheckPlan } from '../../check/plan.js';
import type { Importance } from '../../detection/importance/importance.js';

const DAY = 86_400_000;

/** The importances that a configuration gives of a model, or a table: read at a start and once a day, never for a bucket. */
export class GivenImportances {
  #found: FoundImportance = { warnings: [] };
  #readAt = -Infinity;

  constructor(
    readonly plan: Pick<CheckPlan, 'source' | 'importance' | 'part'>,
    readonly features: readonly string[],
    readonly outputs: readonly string[],
    readonly onWarning: (warning: string) => void,
    /** Milliseconds of a clock that only goes on. */
    readonly now: () => number = () => performance.now(),
  ) {}

  /** Absent where it is estimated. */
  get importance(): Importance | undefined {
    return this.#found.importance;
  }

  get warnings(): readonly string[] {
    return this.#found.warnings;
  }

  /** Reads it where that is a day ago. What could be read before stays where it cannot be any more. */
  async refresh(): Promise<void> {
    if (this.now() - this.#readAt < DAY) return;
    this.#readAt = this.now();
    const found = await readImportance(this.plan, this.features, this.outputs);
    const known = new Set(this.#found.warnings);
    for (const warning of found.warnings) if (!known.has(warning)) this.onWarning(warning);
    const { importance = this.#found.importance } = found;
    this.#found = { warnings: found.warnings, ...(importance && { importance }) };
  }
}
