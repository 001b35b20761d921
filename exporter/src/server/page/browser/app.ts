import { Answers } from './answers.js';
import type { FleetShard, ModelDetail, ModelSummary } from './apiTypes.js';
import { ask, modelPath, serverNow } from './ask.js';
import { changesBetween } from './changes.js';
import { Refresher } from './refresher.js';
import { featureRows } from './rows.js';
import { chosenModel, PAGE, type PageState } from './state.js';
import { readView, writeView, type View } from './view.js';

interface ModelList {
  readonly models: readonly ModelSummary[];
  readonly shard?: FleetShard;
}

/** Addresses are written so long after the last change: browsers bound how often they may be. */
const WRITE_DELAY = 250;

/** The page's state and all that changes it: the viewer, the address, and what the server answers. */
export class App {
  readonly answers = new Answers();
  readonly #refresher = new Refresher(
    () => this.#look(),
    (retryAt) => this.#update({ retryAt }),
  );
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  #state: PageState;
  #version = '';
  #writing: number | undefined;
  #drawing = false;

  constructor(readonly draw: (app: App) => void) {
    this.#state = {
      view: readView(location.hash),
      rows: [],
      limit: PAGE,
      announcement: '',
      dark: this.#scheme.matches,
    };
  }

  get state(): PageState {
    return this.#state;
  }

  start(): void {
    this.#scheme.addEventListener('change', ({ matches }) => this.#update({ dark: matches }));
    addEventListener('popstate', () => this.#show(readView(location.hash)));
    this.#refresher.start();
    this.draw(this);
  }

  retry(): void {
    void this.#refresher.now();
  }

  /** Filters and sorts; the address follows, without a step to go back to. */
  change(view: Partial<View>): void {
    this.#update({ view: { ...this.#state.view, ...view }, limit: PAGE });
    clearTimeout(this.#writing);
    this.#writing = window.setTimeout(() => this.#write('replaceState'), WRITE_DELAY);
  }

  /** What details show; keeps the number of rows. */
  adjust(view: Partial<View>): void {
    this.#update({ view: { ...this.#state.view, ...view } });
    this.#write('replaceState');
  }

  /** Opens or closes a feature's details; the browser's back button undoes it. */
  toggle(feature: string): void {
    const { open } = this.#state.view;
    this.#go({
      open: open.includes(feature) ? open.filter((one) => one !== feature) : [...open, feature],
    });
  }

  /** Opens a feature's details at a window. */
  inspect(feature: string, window: string): void {
    this.#go({ open: [...new Set([...this.#state.view.open, feature])], window });
  }

  more(rows: number): void {
    this.#update({ limit: this.#state.limit + rows });
  }

  #go(view: Partial<View>): void {
    this.#update({ view: { ...this.#state.view, ...view } });
    this.#write('pushState');
  }

  #write(method: 'pushState' | 'replaceState'): void {
    clearTimeout(this.#writing);
    const hash = writeView(this.#state.view);
    if (`#${hash}` === location.hash) return;
    history[method](null, '', hash === '' ? location.pathname + location.search : `#${hash}`);
  }

  /** Follows an address that the viewer has gone to. */
  #show(view: View): void {
    clearTimeout(this.#writing);
    const isOther = view.model !== undefined && view.model !== this.#state.detail?.model;
    this.#update({ view, ...(isOther ? { limit: PAGE } : {}) });
    if (isOther) this.retry();
  }

  async #look(): Promise<boolean> {
    const { value, problem } = await ask<ModelList>('api/v1/models');
    if (problem !== undefined) {
      this.#update({ problem });
      return false;
    }
    const summary = chosenModel(this.#state, value.models);
    if (summary === undefined) {
      this.#update({
        models: value.models,
        shard: value.shard,
        detail: undefined,
        rows: [],
        problem: undefined,
        answeredAt: serverNow(),
      });
      return true;
    }
    const version = JSON.stringify(summary);
    const isKnown = version === this.#version && this.#state.detail?.model === summary.model;
    const answer = isKnown ? undefined : await ask<ModelDetail>(modelPath(summary.model));
    if (answer?.problem !== undefined) {
      this.#update({ models: value.models, problem: answer.problem });
      return false;
    }
    this.#update({
      models: value.models,
      shard: value.shard,
      problem: undefined,
      answeredAt: serverNow(),
    });
    if (answer !== undefined) this.#receive(answer.value, version);
    return true;
  }

  #receive(detail: ModelDetail, version: string): void {
    const { view, detail: before } = this.#state;
    // the viewer may have gone to another model meanwhile
    if (view.model !== undefined && view.model !== detail.model) return;
    const isSame = before?.model === detail.model;
    if (!isSame) this.answers.forgetAll();
    this.#version = version;
    this.#update({
      detail,
      rows: featureRows(detail),
      announcement: isSame ? changesBetween(before, detail) : '',
    });
  }

  #update(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.draw(this);
    });
  }
}
