import type { Config } from '../../config/schema.js';
import { alarmProbability } from '../../detection/lstm/alarmProbability.js';
import { SequenceScorer } from '../../detection/lstm/sequenceScorer.js';
import { shippedModel } from '../../detection/lstm/shippedModel.js';

const DAY = 86_400_000;
type Budget = Config['detection']['false_alarm_budget'];

/** The network that tells how likely features drift: one thread for all models, started when it is first asked. */
export class DriftScorer {
  #scorer: Promise<SequenceScorer | undefined> | undefined;
  #settings: Config['detection']['lstm'];

  constructor(
    { detection }: Pick<Config, 'detection'>,
    /** Told why nothing is scored, or why the model before stays in use. */
    readonly onWarning: (warning: string) => void,
  ) {
    this.#settings = detection.lstm;
  }

  get isEnabled(): boolean {
    return this.#settings.enabled;
  }

  /** @returns the probability of each sequence, in their order; undefined where there is no network */
  async probabilities(sequences: Float32Array): Promise<Float32Array | undefined> {
    if (!this.#settings.enabled) return undefined;
    const scorer = await (this.#scorer ??= this.#start());
    try {
      return (await scorer?.score(sequences))?.probabilities;
    } catch (error) {
      this.#scorer = undefined;
      this.#warn(error);
      return undefined;
    }
  }

  /**
   * From which probability on an alarm is due, where false alarms over all features together may be as many as the budget says;
   * undefined where there is no network.
   */
  async threshold(features: number, { alarms, period }: Budget): Promise<number | undefined> {
    const scorer = await this.#scorer;
    if (scorer === undefined || features === 0) return undefined;
    return alarmProbability(scorer.model, (alarms * DAY) / (period * features));
  }

  /** Goes on with another model, or the same one read anew; one that cannot be read leaves the old one in use. */
  async configure({ detection }: Pick<Config, 'detection'>): Promise<void> {
    this.#settings = detection.lstm;
    const scorer = await this.#scorer;
    if (scorer === undefined) this.#scorer = undefined;
    else await scorer.load(this.#folder()).catch((error: unknown) => this.#warn(error));
  }

  async close(): Promise<void> {
    const scorer = await this.#scorer;
    this.#scorer = undefined;
    await scorer?.close();
  }

  #start(): Promise<SequenceScorer | undefined> {
    return SequenceScorer.start(this.#folder()).catch((error: unknown) => {
      this.#warn(error);
      return undefined;
    });
  }

  #folder(): string {
    return this.#settings.model ?? shippedModel();
  }

  #warn(error: unknown): void {
    this.onWarning(`drift_probability: ${error instanceof Error ? error.message : String(error)}`);
  }
}
