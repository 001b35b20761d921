import { setTimeout as pause } from 'node:timers/promises';
import { DriftError } from '../../exporter/src/errors.js';

/** One series of an answer. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since the epoch, and the value then; one for an instant query, several for a range. */
  readonly points: readonly (readonly [time: number, value: number])[];
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly value?: [number, string];
      readonly values?: [number, string][];
    }[];
  };
}

/** Prometheus' HTTP API, as far as tests ask it. */
export class PrometheusClient {
  constructor(readonly url: string) {}

  /** @param time seconds since the epoch; now where absent. @throws where Prometheus finds an error in the query */
  query(query: string, time?: number): Promise<Series[]> {
    return this.#ask('query', { query, ...(time === undefined ? {} : { time: String(time) }) });
  }

  /** @param start and end in seconds since the epoch, step in seconds */
  queryRange(query: string, start: number, end: number, step: number): Promise<Series[]> {
    return this.#ask('query_range', { query, start: String(start), end: String(end), step: String(step) });
  }

  /** The values of an instant query, by the text of one label. */
  async valuesBy(label: string, query: string, time?: number): Promise<Record<string, number>> {
    const series = await this.query(query, time);
    return Object.fromEntries(
      series.map(({ labels, points }) => [labels[label] ?? '', points[0]?.[1] ?? NaN]),
    );
  }

  /** Asks until the answer is as wanted; fails after thirty seconds with the last one. */
  async until(query: string, wanted: (series: readonly Series[]) => boolean): Promise<Series[]> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const series = await this.query(query);
      if (wanted(series)) return series;
      if (Date.now() > deadline)
        throw new Error(`${query} still answers ${JSON.stringify(series).slice(0, 2_000)}`);
      await pause(20);
    }
  }

  async #ask(path: string, parameters: Record<string, string>): Promise<Series[]> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    });
    const { error, data } = (await response.json()) as Answer;
    if (error !== undefined) throw new DriftError('source_failed', `${error} in ${parameters.query}`);
    return data.result.map(({ metric, value, values }) => ({
      labels: metric,
      points: (values ?? (value ? [value] : [])).map(([time, text]) => [time, Number(text)] as const),
    }));
  }
}
