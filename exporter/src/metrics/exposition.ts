import { Registry } from 'prom-client';
import { pictureLink } from '../alerts/pictureLinks.js';
import type { SignedLinks } from '../alerts/signedLinks.js';
import type { ModelState } from '../monitor/state.js';
import type { Family, Sample } from './family.js';
import type { HealthMetrics } from './healthMetrics.js';
import { modelView } from './modelView.js';
import { families, modelSeries, type FeatureSeries, type ModelSeries } from './modelSeries.js';
import { readyMetric } from './readyMetric.js';
import { seriesDropped, seriesLimit, seriesPublished } from './scrapeFamilies.js';
import { SeriesBudget } from './seriesBudget.js';

const SCHEDULE = 'As of the last check; checks run on their own schedule, never inside a scrape.';

interface Made {
  /** How many windows are not too old, whether all is stale or the quality is, and the day: links change with it. */
  readonly age: string;
  readonly links: SignedLinks | undefined;
  readonly series: ModelSeries;
}

const DAY = 86_400_000;

/** What `/metrics` answers: the exporter's health, and the models' states as far as the budget allows. */
export class Exposition {
  readonly #health: HealthMetrics;
  #budget: SeriesBudget;
  /** A state never changes, so its series are made once, and again as a result expires, all grows stale, or links are signed anew. */
  readonly #made = new WeakMap<ModelState, Made>();

  #last: { readonly parts: readonly unknown[]; readonly text: string } = { parts: [], text: '' };

  /** @param maxSeries the most series in one scrape */
  constructor(health: HealthMetrics, maxSeries: number) {
    this.#health = health;
    this.#budget = new SeriesBudget(maxSeries);
  }

  /** After a reload. */
  setMaxSeries(maxSeries: number): void {
    if (maxSeries !== this.#budget.limit) this.#budget = new SeriesBudget(maxSeries);
  }

  /**
   * @param now results that are too old by then are left out
   * @param links signs links to pictures
   */
  async render(
    states: readonly ModelState[],
    now: Date,
    links?: SignedLinks,
  ): Promise<{ readonly text: string; readonly contentType: string }> {
    const health = await this.#health.registry.metrics();
    const healthSeries = countSeries(health);
    const models = states.map((state) => this.#series(state, now, links));
    // between two checks nothing changes but the exporter's own health
    const parts = [this.#budget, healthSeries, ...models];
    if (
      parts.length !== this.#last.parts.length ||
      parts.some((part, index) => part !== this.#last.parts[index])
    ) {
      this.#last = { parts, text: await rendered(this.#samples(models, healthSeries)) };
    }
    return { text: `${this.#last.text}\n${health}`, contentType: this.#health.registry.contentType };
  }

  #samples(models: readonly ModelSeries[], healthSeries: number): Map<Family, Sample[]> {
    const always = models.flatMap((model) => [...model.always.values()]);
    const scrapeSeries = models.length + 2;
    const reserved = healthSeries + scrapeSeries + always.reduce((sum, { length }) => sum + length, 0);
    const units = models.flatMap((model) => model.units);
    const chosen = this.#budget.choose(units, reserved);

    const samples = new Map<Family, Sample[]>();
    const publish = (family: Family, more: readonly Sample[]): void => {
      const list = samples.get(family) ?? [];
      for (const sample of more) list.push(sample);
      samples.set(family, list);
    };
    for (const model of models) {
      model.always.forEach((more, family) => publish(family, more));
      for (const unit of model.units) {
        if (chosen.has(unit)) unit.samples.forEach((more, family) => publish(family, more));
      }
    }
    for (const { model, units: all } of models) {
      const value = sizeOf(all.filter((unit) => !chosen.has(unit)));
      publish(seriesDropped, [{ labels: { model }, value }]);
    }
    publish(seriesPublished, [{ labels: {}, value: reserved + sizeOf([...chosen]) }]);
    publish(seriesLimit, [{ labels: {}, value: this.#budget.limit }]);
    return samples;
  }

  #series(state: ModelState, now: Date, links: SignedLinks | undefined): ModelSeries {
    const { windows, isStale, qualityScore } = modelView(state, now);
    const age = `${windows.length} ${isStale} ${qualityScore} ${Math.floor(now.getTime() / DAY)}`;
    const made = this.#made.get(state);
    if (made?.age === age && made.links === links) return made.series;
    const series = modelSeries(state, now, links && pictureLink(links, now));
    this.#made.set(state, { age, links, series });
    return series;
  }
}

function rendered(samples: ReadonlyMap<Family, readonly Sample[]>): Promise<string> {
  const registry = new Registry();
  const all = [
    ...families.map((family) => ({ family, help: `${family.help} ${SCHEDULE}` })),
    ...[seriesDropped, seriesPublished, seriesLimit].map((family) => ({ family, help: family.help })),
  ];
  for (const { family, help } of all) {
    const values = samples.get(family) ?? [];
    if (values.length > 0) registry.registerMetric(readyMetric({ ...family, help }, () => values));
  }
  return registry.metrics();
}

function sizeOf(units: readonly FeatureSeries[]): number {
  return units.reduce((sum, { size }) => sum + size, 0);
}

function countSeries(text: string): number {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}
