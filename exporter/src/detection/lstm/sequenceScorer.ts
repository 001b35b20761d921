import { Worker } from 'node:worker_threads';
import { DriftError } from '../../errors.js';
import type { Backend } from './backend.js';
import type { Answer, LoadedModel, Question, SequenceScores } from './scorerWorker.js';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Scores sequences on a thread of its own, so that the event loop stays free. Questions are answered in their order. */
export class SequenceScorer {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #ended: DriftError | undefined;
  #model: LoadedModel | undefined;

  private constructor(readonly backends: readonly Backend[] | undefined) {
    this.#worker = new Worker(new URL('./scorerWorker.js', import.meta.url));
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (cause) => this.#end(`scoring failed: ${cause.message}`, cause));
    this.#worker.on('exit', () => this.#end('the thread that scores has ended'));
  }

  /**
   * @param folder of the model
   * @param backends in this order, the first that works. @default tfjs-node where it is installed, then wasm, then cpu
   * @throws DriftError `lstm_missing`, `lstm_invalid` or `lstm_failed`
   */
  static async start(folder: string, backends?: readonly Backend[]): Promise<SequenceScorer> {
    const scorer = new SequenceScorer(backends);
    try {
      await scorer.load(folder);
    } catch (error) {
      await scorer.close();
      throw error;
    }
    return scorer;
  }

  /** Of the model that scores now. */
  get model(): LoadedModel {
    if (this.#model === undefined) throw new DriftError('lstm_failed', 'no model was loaded');
    return this.#model;
  }

  /** Takes another model, or the same one anew. Where that fails, the old one goes on. */
  async load(folder: string): Promise<void> {
    const answer = await this.#ask({ load: folder, backends: this.backends });
    if ('loaded' in answer) this.#model = answer.loaded;
  }

  /** @param sequences steps × inputs each, one after the other, as `FeatureSequence` gives them */
  async score(sequences: Float32Array): Promise<SequenceScores> {
    const answer = await this.#ask({ score: sequences });
    return 'scores' in answer
      ? answer.scores
      : { logits: new Float32Array(), probabilities: new Float32Array() };
  }

  async close(): Promise<void> {
    this.#end('the scorer was closed');
    await this.#worker.terminate();
  }

  async #ask(question: Question): Promise<Answer> {
    if (this.#ended !== undefined) throw this.#ended;
    const answer = await new Promise<Answer>((resolve, reject) => {
      // only a question keeps the process alive
      this.#worker.ref();
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question);
    }).finally(() => {
      if (this.#waiting.length === 0) this.#worker.unref();
    });
    if (!('failed' in answer)) return answer;
    const { code, detail, context } = answer.failed;
    throw new DriftError(code, detail, context);
  }

  #end(detail: string, cause?: unknown): void {
    this.#ended ??= new DriftError('lstm_failed', detail, cause === undefined ? {} : { cause });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}
