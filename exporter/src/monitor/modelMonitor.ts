import type { Config, ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { OnAnswer } from '../sources/source.js';
import type { AuditEvent } from '../store/records.js';
import type { KeptReference, Store } from '../store/store.js';
import type { LiveStream } from '../streams/liveStream.js';
import { bareCommit } from './bareCommit.js';
import type { DriftScorer } from './beyond/driftScorer.js';
import { scoredState } from './beyond/scoredState.js';
import { errorSignals } from './beyond/errorSignals.js';
import { recountLabels } from './beyond/recountLabels.js';
import { checkedState, type Checked } from './checkedState.js';
import { countNew } from './countNew.js';
import { Deadline } from './deadline.js';
import { heldWindows, type HeldWindows } from './heldWindows.js';
import { expiryOf } from './expiry.js';
import { judgeLive } from './judgeLive.js';
import type { Observer } from './observer.js';
import { openRuntime, type Runtime } from './runtime.js';
import { SharedWork } from './sharedWork.js';
import { initialState, type ModelState, type WindowState } from './state.js';
import { Stopwatch } from './stopwatch.js';
import { takeOver } from './takeOver.js';

/**
 * Watches one model: each check counts what is new, judges it, keeps it and replaces the published state. Checks of one
 * model follow each other; what fails is told and tried again, from where the store says.
 */
export class ModelMonitor {
  #state: ModelState;
  #runtime: Runtime | undefined;
  /** Of the check that runs. */
  #deadline: Deadline | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** What looks go by: it stays while a failed check waits for the next. */
  #looked: Runtime | undefined;
  readonly #looks = new SharedWork(() => this.#look());

  constructor(
    readonly config: Config,
    readonly model: ModelConfig,
    readonly store: Store,
    readonly observer: Observer,
    readonly writer: string,
    /** What an earlier monitor of the same model last knew. */
    before?: ModelState,
    /** The rows of a model that is sent them. */
    readonly stream?: LiveStream,
    readonly scorer?: DriftScorer,
  ) {
    this.#state = before ?? initialState(model);
  }

  get state(): ModelState {
    return this.#state;
  }

  /** One check, after those that were asked for before it. Never rejects: a failure is part of the state. */
  check(): Promise<void> {
    return this.#inTurn(() => this.#check());
  }

  /** The windows as they stand, with every row that the stream took before: who asks at the same time shares one look. */
  windowsNow(): Promise<readonly WindowState[]> {
    return this.#looks.ask();
  }

  /** Counts the reference anew as the configuration now describes it, and switches to it. @returns its version */
  async promote(actor: string): Promise<string> {
    // checks go on with the old reference until the new one has counted the longest window
    const next = await this.#open('new');
    try {
      const from = this.#runtime?.kept.reference.version;
      await countNew(
        next,
        this.#context(next, new Stopwatch(), () => undefined),
      );
      const { version } = next.kept.reference;
      await this.#inTurn(async () => {
        await this.store.references.activate(this.model.name, version, new Date());
        await this.store.audit.append(
          this.#event(actor, 'reference_promoted', { version, ...(from && { from }) }),
        );
        await this.#drop();
        const runtime = { ...next, promotionDue: false };
        await this.#takeOver(runtime, new Stopwatch(), () => undefined);
        this.#runtime = runtime;
      });
      await this.check();
      return version;
    } catch (error) {
      await next.opened.close().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last.catch(() => undefined);
    await this.#drop();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #check(): Promise<void> {
    if (this.#closed) return;
    const watch = new Stopwatch();
    let givenUp: DriftError | undefined;
    const deadline = new Deadline(this.model, watch, (error) => (givenUp = error));
    this.#deadline = deadline;
    this.observer.checkStarted(this.model.name);
    try {
      const rows = await deadline.race(
        this.#run(watch, () => {
          if (givenUp !== undefined) throw givenUp;
          if (this.#closed) throw new DriftError('interrupted', 'the monitor is stopping');
          deadline.extend();
        }),
      );
      this.observer.sourceUp(this.model.source, this.model.name, true);
      this.observer.checkFinished(this.model.name, { seconds: watch.seconds(), rows });
    } catch (error) {
      // what a stop has cut short is no failure, and goes on at the next start
      if (!this.#closed) await this.#failed(watch, error);
    } finally {
      this.#deadline = undefined;
      deadline.end();
    }
  }

  /** @returns rows that were counted */
  async #run(watch: Stopwatch, proceed: () => void): Promise<number> {
    await watch.time('store', () => this.#followPromotion());
    const runtime = this.#runtime ?? (await this.#opened(watch, proceed));
    await watch.time('store', () => this.#followOthers(runtime));
    const context = this.#context(runtime, watch, proceed);
    const counted = await countNew(runtime, context);
    const again = await recountLabels(runtime, context);
    const changes = await errorSignals(runtime, context);
    if (runtime.progress !== undefined) {
      this.stream?.release(runtime.kept.reference.version, runtime.progress.closedUntil);
    }
    // what was read only does not tell whether it can be written
    if (counted !== undefined) this.observer.storeUp(true);
    const results = await watch.time('judge', () => this.#judge(runtime, counted?.watermark));
    const probabilities = await watch.time('judge', () => scoredState(this, runtime));
    const expected = await watch.time('store', () => this.#expected());
    const quality = await watch.time('store', () => this.#quality());
    proceed();
    const warnings = again.warning === undefined ? [] : [again.warning];
    const checked = { results, counted, warnings, changes, expected, quality, probabilities };
    this.#state = checkedState(this.config, this.model, this.#state, runtime, checked);
    return (counted?.rows ?? 0) + again.rows;
  }

  /** Features that somebody expects to drift. */
  async #expected(): Promise<ReadonlySet<string>> {
    const all = await this.store.expectations.active(Date.now());
    return new Set(all.filter(({ model }) => model === this.model.name).map(({ feature }) => feature));
  }

  /** What ingests, which end before anybody could scrape them, have left in the store. */
  async #quality(): Promise<ModelState['quality']> {
    if (this.model.ingest === undefined) return undefined;
    const quality = await this.store.ingests.quality(this.model.name);
    const { at } = quality;
    return at === undefined
      ? quality
      : { ...quality, expires: new Date(at.getTime() + this.model.stale_after) };
  }

  /** Another process may have switched to a new reference. */
  async #followPromotion(): Promise<void> {
    const version = this.#runtime?.kept.reference.version;
    if (version === undefined) return;
    if ((await this.store.references.activeVersion(this.model.name)) !== version) await this.#drop();
  }

  async #opened(watch: Stopwatch, proceed: () => void): Promise<Runtime> {
    // asked by itself, so that a store that hangs is not taken for a source that does
    await watch.time('store', () => this.store.answers());
    // given up meanwhile, it ends with the next answer instead of asking on beside the next check
    let onAnswer = proceed;
    const runtime = await watch.time('reference', () => this.#open(undefined, () => onAnswer()));
    onAnswer = () => this.#deadline?.extend();
    try {
      proceed();
      await this.#takeOver(runtime, watch, proceed);
    } catch (error) {
      void runtime.opened.close().catch(() => undefined);
      throw error;
    }
    return (this.#runtime = runtime);
  }

  /** A stream's rows count under this reference from now on. */
  async #takeOver(runtime: Runtime, watch: Stopwatch, proceed: () => void): Promise<void> {
    if (this.stream === undefined) return;
    this.#looked = runtime;
    const open = (before: KeptReference): Promise<Runtime> => this.#open(before);
    const contextOf = (before: Runtime) => this.#context(before, watch, proceed);
    await takeOver(this.stream, this, runtime, { open, contextOf });
  }

  /** A writer of a stream that gets no rows tells of those that others get, and closes its buckets by them. */
  async #followOthers({ others, plan }: Runtime): Promise<void> {
    const newest = await others?.newest(plan.lateness);
    if (newest !== undefined) this.stream?.follow(newest);
  }

  async #look(): Promise<readonly WindowState[]> {
    if (this.#looked?.progress === undefined) await this.check();
    const look = this.stream && heldWindows(this.stream, this.#looked);
    return look === undefined ? [] : (await this.#judged(look)).windows;
  }

  async #judge(runtime: Runtime, watermark: number | undefined): Promise<Checked['results']> {
    const { progress } = runtime;
    const newest = watermark ?? this.#state.watermark?.getTime() ?? progress?.closedUntil;
    if (progress === undefined || newest === undefined) return { windows: [], segments: [] };
    return this.#judged({ runtime, progress, buckets: progress.buckets, newest });
  }

  async #judged({ runtime: { plan }, progress, buckets, newest }: HeldWindows): Promise<Checked['results']> {
    const { context, closed, segments } = progress;
    const wishes = {
      settings: plan.check.settings,
      datasetShare: this.config.detection.dataset_share,
      expires: expiryOf(plan, this.config.monitoring.check_frequency, this.model.deadline),
    };
    return {
      windows: await judgeLive(context, closed, buckets, newest, wishes),
      segments: (await segments?.tracks.live(newest, wishes)) ?? [],
    };
  }

  async #failed(watch: Stopwatch, error: unknown): Promise<void> {
    const { stage } = watch;
    const message = error instanceof Error ? error.message : String(error);
    this.#state = { ...this.#state, failure: { at: new Date(), stage, message } };
    const isSource = error instanceof DriftError && error.code.startsWith('source_');
    if (isSource) this.observer.sourceUp(this.model.source, this.model.name, false);
    const isStore = error instanceof DriftError && /^store_un/.test(error.code);
    if (isStore) this.observer.storeUp(false);
    this.observer.checkFailed(this.model.name, stage, watch.seconds(), error);
    if (!isStore) void this.#keepFailure(watch, message).catch(() => undefined);
    // what is in memory may be ahead of the store by now; the next check brings it back from there
    await this.#drop();
  }

  async #keepFailure(watch: Stopwatch, error: string): Promise<void> {
    const version = this.#state.reference?.version;
    if (version === undefined) return;
    const { startedAt } = watch;
    const features = this.#state.reference?.features.length ?? 0;
    const check = { startedAt, stages: watch.seconds(), features, error };
    await this.store.commit(bareCommit({ model: this.model.name, version, writer: this.writer }, check));
  }

  #context(runtime: Runtime, watch: Stopwatch, proceed: () => void) {
    return {
      config: this.config,
      model: this.model.name,
      store: this.store,
      writer: this.writer,
      watch,
      proceed,
      onProgress: (done: number, total: number) => {
        if (runtime !== this.#runtime || total < 2) return;
        this.#state = { ...this.#state, progress: { done, total } };
        this.observer.progress(this.model.name, done, total);
      },
    };
  }

  #open(wanted?: KeptReference | 'new', onAnswer?: OnAnswer): Promise<Runtime> {
    const warn = (warning: string): void => this.observer.warning(this.model.name, warning);
    return openRuntime(this.config, this.model, this.store, this.writer, warn, {
      ...(wanted && { wanted }),
      stream: this.stream,
      onAnswer,
    });
  }

  /** Lets go of the source without waiting for it: it may hang. */
  async #drop(): Promise<void> {
    const opened = this.#runtime?.opened;
    this.#runtime = undefined;
    void opened?.close().catch(() => undefined);
  }

  #event(actor: string, action: AuditEvent['action'], detail: AuditEvent['detail']): AuditEvent {
    return { at: new Date(), actor, action, subject: { model: this.model.name }, detail };
  }
}
