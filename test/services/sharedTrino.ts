import { DriftError } from '../../exporter/src/errors.js';
import { ask } from '../support/httpClient.js';
import { serveOnLoopback } from './loopbackHttp.js';
import { startTrino, type TrinoServer } from './trino.js';
import { findTrino } from './trinoBinaries.js';

/** Where the main process of a run answers to its workers. */
const VARIABLE = 'DRIFT_TEST_SHARED_TRINO';

/**
 * One Trino for all test files of a run, since each start is half a minute of both cores. The main process starts it when the
 * first file asks, and lends it until the run is over.
 * @returns what stops it
 */
export async function lendTrino(): Promise<() => Promise<void>> {
  let starting: Promise<TrinoServer> | undefined;
  const desk = await serveOnLoopback(async (_, __, response) => {
    starting ??= findTrino().then(startTrino);
    try {
      response.end((await starting).url);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  process.env[VARIABLE] = desk.origin;
  return async () => {
    await desk.stop();
    await starting?.then(
      (server) => server.stop(),
      // who had asked was told why
      () => undefined,
    );
  };
}

/** The address of the run's server, once it takes queries. */
export async function borrowTrino(): Promise<string> {
  const { status, text } = await ask(process.env[VARIABLE] ?? '');
  if (status !== 200) throw new DriftError('source_failed', text);
  return text;
}
