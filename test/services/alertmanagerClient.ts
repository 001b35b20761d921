import { DriftError } from '../../exporter/src/errors.js';

/** An alert as Prometheus posts it. */
export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** ISO 8601; now where absent. */
  readonly startsAt?: string;
  /** ISO 8601; in the past it is resolved, and where absent it fires for five minutes. */
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

/** An alert as Alertmanager tells it. */
export interface KnownAlert extends PostedAlert {
  readonly fingerprint: string;
  readonly status: {
    readonly state: 'unprocessed' | 'active' | 'suppressed';
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
  };
}

/** Alertmanager's HTTP API, as far as tests ask it. */
export class AlertmanagerClient {
  constructor(readonly url: string) {}

  post(alerts: readonly PostedAlert[]): Promise<void> {
    return this.#send('/api/v2/alerts', alerts).then(() => undefined);
  }

  /** Posts the same alerts as ended. */
  resolve(alerts: readonly PostedAlert[], at = new Date()): Promise<void> {
    return this.post(alerts.map((alert) => ({ ...alert, endsAt: at.toISOString() })));
  }

  async alerts(): Promise<KnownAlert[]> {
    return (await this.#get('/api/v2/alerts')).json() as Promise<KnownAlert[]>;
  }

  /** Silences what has these labels. @returns the silence's id */
  async silence(labels: Readonly<Record<string, string>>, comment = 'a test'): Promise<string> {
    const matchers = Object.entries(labels).map(([name, value]) => ({
      name,
      value,
      isRegex: false,
      isEqual: true,
    }));
    const [startsAt, endsAt] = [0, 3_600_000].map((later) => new Date(Date.now() + later).toISOString());
    const answer = await this.#send('/api/v2/silences', {
      matchers,
      startsAt,
      endsAt,
      comment,
      createdBy: 'test',
    });
    return ((await answer.json()) as { silenceID: string }).silenceID;
  }

  /** The sum of a metric of Alertmanager's own over the series that hold these labels. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const wanted = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    const lines = (await (await this.#get('/metrics')).text()).split('\n');
    return lines
      .filter((line) => /^[^{ ]+/.exec(line)?.[0] === name && wanted.every((label) => line.includes(label)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  async #get(path: string): Promise<Response> {
    return answered(await fetch(`${this.url}${path}`));
  }

  async #send(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return answered(
      await fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  }
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new DriftError('source_failed', `Alertmanager answered ${response.status}: ${await response.text()}`);
}
