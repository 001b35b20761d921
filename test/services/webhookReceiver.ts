import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificate } from '../support/certificates.js';
import { serveOnLoopback } from './loopbackHttp.js';

/** A request as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The status that it was answered with; 0 where it never was. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How requests are answered. */
export interface Behaviour {
  /** Default 200. */
  readonly status?: number;
  /** Milliseconds before the answer, or never. */
  readonly delay?: number | 'never';
}

export interface WebhookReceiver {
  readonly port: number;
  /** The address of a path. */
  url(path: string): string;
  /** All requests to a path so far, oldest first. */
  requests(path: string): readonly ReceivedRequest[];
  /** The parsed JSON of all requests to a path so far that were answered with a status below 300. */
  taken<Body = unknown>(path: string): Body[];
  /** How requests to a path are answered from now on. */
  behave(path: string, behaviour: Behaviour): void;
  stop(): Promise<void>;
}

export interface WebhookReceiverOptions {
  /** Where given, it speaks HTTPS. */
  readonly certificate?: Certificate;
}

/** HTTP endpoints on a loopback port that stand for Slack, PagerDuty and the like: they keep what they get. */
export async function startWebhookReceiver({
  certificate,
}: WebhookReceiverOptions = {}): Promise<WebhookReceiver> {
  const received: ReceivedRequest[] = [];
  const behaviours = new Map<string, Behaviour>();
  const { port, origin, stop } = await serveOnLoopback(async (request, body, response) => {
    const { method = '', url: path = '', headers } = request;
    const { status = 200, delay = 0 } = behaviours.get(path) ?? {};
    received.push({ method, path, headers, body, status: delay === 'never' ? 0 : status, at: Date.now() });
    if (delay === 'never') return;
    await pause(delay);
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end('ok');
  }, certificate);
  const requests = (path: string) => received.filter((request) => request.path === path);
  return {
    port,
    url: (path) => `${origin}${path}`,
    requests,
    taken: <Body>(path: string) =>
      requests(path)
        .filter(({ status }) => status >= 200 && status < 300)
        .map(({ body }) => JSON.parse(body) as Body),
    behave: (path, behaviour) => void behaviours.set(path, behaviour),
    stop,
  };
}
