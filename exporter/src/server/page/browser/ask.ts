/** Longer than the server itself gives an answer. */
const PATIENCE = 35_000;

/** Why there is no answer, in words for people. */
export interface Problem {
  readonly kind: 'unreachable' | 'login' | 'refused' | 'unknown' | 'failed';
  readonly message: string;
}

export type Answer<Value> =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: Problem };

let ahead = 0;

/** Milliseconds since the epoch by the server's clock, as of its last answer: the viewer's may be wrong. */
export function serverNow(): number {
  return Date.now() - ahead;
}

/** What is asked for: JSON, or a picture as text. */
export type Form = 'json' | 'svg';

const accepted = { json: 'application/json', svg: 'image/svg+xml, application/json' } as const;

/** What a path of this server answers with. Never rejects. */
export async function ask<Value>(path: string, form: Form = 'json'): Promise<Answer<Value>> {
  let response: Response;
  try {
    response = await fetch(path, {
      signal: AbortSignal.timeout(PATIENCE),
      headers: { Accept: accepted[form] },
    });
  } catch {
    return { problem: { kind: 'unreachable', message: 'The exporter does not answer.' } };
  }
  const date = Date.parse(response.headers.get('Date') ?? '');
  // the header has whole seconds
  if (Number.isFinite(date)) ahead = Math.abs(Date.now() - date) < 2_000 ? 0 : Date.now() - date;
  const body = await read(response, form);
  if (response.ok && body !== undefined) return { value: body as Value };
  return { problem: problemOf(response.status, messageOf(body)) };
}

/** Undefined where the body breaks off or is none. */
async function read(response: Response, form: Form): Promise<unknown> {
  try {
    return response.ok && form === 'svg' ? await response.text() : await response.json();
  } catch {
    return undefined;
  }
}

function messageOf(body: unknown): string | undefined {
  const error = (body as { error?: { message?: unknown } } | null | undefined)?.error;
  return typeof error?.message === 'string' ? error.message : undefined;
}

function problemOf(status: number, message: string | undefined): Problem {
  const said = message === undefined ? '' : ` It says: ${message}.`;
  if (status === 401) return { kind: 'login', message: 'You are not logged in.' };
  if (status === 403) return { kind: 'refused', message: `You may not see this.${said}` };
  if (status === 404) return { kind: 'unknown', message: `The exporter does not know this.${said}` };
  if (status === 429) return { kind: 'failed', message: `The exporter got too many requests.${said}` };
  return { kind: 'failed', message: `The exporter answered with an error (${status}).${said}` };
}

/** Part of a path, whatever the name holds; a broken code unit cannot be sent, and becomes U+FFFD. */
export function pathPart(name: string): string {
  return encodeURIComponent(
    name.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  );
}

/** Whether a path can hold the name: an empty part is none, and dots alone lead elsewhere. */
export function isAskable(name: string): boolean {
  return !['', '.', '..'].includes(name);
}

export function modelPath(model: string): string {
  return `api/v1/models/${pathPart(model)}`;
}

export function featurePath(model: string, feature: string): string {
  return `${modelPath(model)}/features/${pathPart(feature)}`;
}
