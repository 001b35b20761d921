/** An HTTP client that sends what browsers would not let a page send. */
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createConnection, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Basic authentication, `user:password`. */
  readonly login?: string;
  readonly token?: string;
  /** The client's own address. */
  readonly from?: string;
  readonly tls?: Pick<RequestOptions, never> & {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of the body as it was meant, without compression. */
  readonly bytes: Buffer;
  /** Milliseconds until the whole answer was there. */
  readonly took: number;
}

/** One request on a connection of its own. */
export function ask(url: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', body, from, tls = {} } = asked;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const options = { method, agent: false, headers: headersOf(asked), ...tls };
    const request = send(
      url,
      from === undefined ? options : { ...options, localAddress: from },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          const raw = Buffer.concat(chunks);
          const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
          resolve({ status, headers, text: bytes.toString(), bytes, took: performance.now() - started });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function headersOf({ headers = {}, login, token }: Asked): Record<string, string> {
  return {
    ...(login === undefined ? {} : { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...headers,
  };
}

/** The parsed JSON of an answer. */
export function json<Value = unknown>({ text }: Answer): Value {
  return JSON.parse(text) as Value;
}

/** The code of an error answer. */
export function errorCode(answer: Answer): string {
  return json<{ error: { code: string } }>(answer).error.code;
}

/** A connection to send bytes on by hand; `received` ends when the server closes it. */
export function connect(port: number): { readonly socket: Socket; readonly received: Promise<string> } {
  const socket = createConnection({ port, host: '127.0.0.1' });
  let text = '';
  const received = new Promise<string>((resolve) => {
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
  return { socket, received };
}

/** Waits until a condition holds; the test's own time limit ends a wait that is in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
