import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Milliseconds from the first byte sent to the last one read. */
  readonly took: number;
}

/** What became of a body that was sent until it was taken. */
export interface Acknowledged {
  /** Of the answer that acknowledged it. */
  readonly took: number;
  /** Answers of 429 before, and of 408: it took too long to come. */
  readonly refused: number;
  readonly late: number;
}

/** Sends bodies as a service would: on connections that stay open, each under a key of its own. */
export class ObservationsClient {
  readonly #agent: Agent;

  constructor(connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send(url: string, body: Buffer, key: string = randomUUID()): Promise<Answered> {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'Idempotency-Key': key,
    };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers: answered } = response;
          resolve({ status, headers: answered, text, took: performance.now() - started });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /**
   * Sends a body until it is taken: where there is no room, once more after as long as the answer says.
   * @throws where an answer is neither 200, nor 429 with `Retry-After`, nor 408
   */
  async sendUntilTaken(url: string, body: Buffer): Promise<Acknowledged> {
    const key = randomUUID();
    let [refused, late] = [0, 0];
    for (;;) {
      const { status, headers, text, took } = await this.send(url, body, key);
      if (status === 200) return { took, refused, late };
      const after = Number(headers['retry-after'] ?? NaN);
      if (status === 408) late++;
      else if (status === 429 && after > 0) refused++;
      else throw new Error(`${status} ${text}`);
      await delay(1000 * (after || 1));
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}
