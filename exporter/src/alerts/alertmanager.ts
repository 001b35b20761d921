import { readFile } from 'node:fs/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import {
  polledAlert,
  polledSilence,
  readable,
  type PolledAlert,
  type PolledSilence,
} from './alertmanagerAnswer.js';

const TIMEOUT = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Of drift and of the exporter; an Alertmanager may serve many others. */
const OURS = 'alertname=~"Drift.*"';

export type AlertmanagerSettings = Pick<
  Config['alerting'],
  'alertmanager_url' | 'alertmanager_user' | 'alertmanager_token' | 'alertmanager_ca_file'
>;

/** What Alertmanager holds now. */
export interface AlertmanagerView {
  /** By Alertmanager's own clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly alerts: readonly PolledAlert[];
  readonly silences: readonly PolledSilence[];
  /** Entries that could not be read. */
  readonly unreadable: number;
}

/** Asks Alertmanager for every alert of ours, silenced and inhibited ones too. @throws DriftError `alertmanager_failed` */
export async function askAlertmanager(
  settings: AlertmanagerSettings,
  signal: AbortSignal,
): Promise<AlertmanagerView> {
  const base = settings.alertmanager_url ?? '';
  try {
    const ca =
      settings.alertmanager_ca_file === undefined ? undefined : await readFile(settings.alertmanager_ca_file);
    const ask = (path: string): Promise<Answer> => getJson(new URL(`${base}${path}`), settings, ca, signal);
    const [alerts, silences] = await Promise.all([
      ask(`/api/v2/alerts?filter=${encodeURIComponent(OURS)}`),
      ask('/api/v2/silences'),
    ]);
    const [ours, quiet] = [readable(polledAlert, alerts.value), readable(polledSilence, silences.value)];
    return {
      at: alerts.at,
      alerts: ours.entries,
      silences: quiet.entries,
      unreadable: ours.unreadable + quiet.unreadable,
    };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const where = URL.canParse(base) ? new URL(base).host : base;
    throw new DriftError(
      'alertmanager_failed',
      `cannot ask Alertmanager at ${where}: ${message || (code ?? '')}`,
      { key: 'alerting.alertmanager_url', cause },
    );
  }
}

interface Answer {
  readonly at: number;
  readonly value: unknown;
}

function getJson(
  url: URL,
  { alertmanager_user: user, alertmanager_token: token }: AlertmanagerSettings,
  ca: Buffer | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    Accept: 'application/json',
    ...(token === undefined ? {} : { Authorization: authorization(user, token.reveal()) }),
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
  return new Promise((resolve, reject) => {
    const request = send(url, { headers, signal: limit, agent: false, ...(ca && { ca }) }, (response) => {
      readAnswer(response).then(resolve, (error: unknown) => {
        request.destroy();
        reject(error);
      });
    });
    request.on('error', (error) =>
      reject(limit.aborted && !signal.aborted ? new Error(`no answer within ${TIMEOUT / 1000} s`) : error),
    );
    request.end();
  });
}

/** A token by itself, or as the password of a user: Alertmanager's own logins are of that kind. */
function authorization(user: string | undefined, token: string): string {
  return user === undefined
    ? `Bearer ${token}`
    : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const text = await readBody(response);
  const at = Date.parse(response.headers.date ?? '');
  try {
    return { at: Number.isNaN(at) ? Date.now() : at, value: JSON.parse(text) as unknown };
  } catch (cause) {
    throw new Error('its answer is not JSON; is there something else at this address?', { cause });
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) throw new Error(`it answered ${response.statusCode}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`its answer has more than ${MOST_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
