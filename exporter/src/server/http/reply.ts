import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** What a route answers with, ready to be sent. */
export interface Reply {
  readonly status: number;
  /** Content type, of text with its charset. */
  readonly type: string;
  /** Text or bytes; bytes are compressed already. */
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Shorter texts gain nothing from compression. */
const COMPRESS_FROM = 1_400;

export function jsonReply(value: unknown, status = 200): Reply {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

/** A text, or a picture as bytes. */
export function textReply(
  body: Reply['body'],
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status: 200, type, body, headers };
}

/** Leads a browser on, after a form. @param location relative to the path that was asked for */
export function seeOther(location: string): Reply {
  return {
    status: 303,
    type: 'text/plain; charset=utf-8',
    body: `see ${location}\n`,
    headers: { Location: location },
  };
}

export interface Sending {
  /** Milliseconds that a client may take to read; then it is cut off, so that it holds neither memory nor a shutdown. */
  readonly timeout: number;
  /** Headers that replace the reply's own. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a reply, compressed where the client takes that. */
export function sendReply(
  request: Request,
  response: Response,
  reply: Reply,
  { timeout, headers }: Sending,
): void {
  const body = Buffer.from(reply.body);
  const isText = typeof reply.body === 'string';
  const compress =
    isText && body.length >= COMPRESS_FROM && request.acceptsEncodings('gzip', 'identity') === 'gzip';
  response.status(reply.status);
  response.set('Content-Type', reply.type);
  response.set('Cache-Control', 'no-store');
  response.set('Vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries({ ...reply.headers, ...headers })) response.set(name, value);
  // on this thread, since the thread pool may be stuck behind a hanging disk; level 1 takes 10 ms a megabyte
  const sent = compress ? gzipSync(body, { level: 1 }) : body;
  if (compress) response.set('Content-Encoding', 'gzip');
  response.set('Content-Length', String(sent.length));
  const timer = setTimeout(() => response.destroy(), timeout).unref();
  response.once('close', () => clearTimeout(timer));
  response.end(request.method === 'HEAD' ? undefined : sent);
}
