import { HealthMetrics } from '../../metrics/healthMetrics.js';
import type { Observer } from '../../monitor/observer.js';
import { createServer } from '../../server/createServer.js';
import { loadConfiguration } from '../configuration.js';
import { progressBar } from '../progressBar.js';
import type { ServeOptions } from '../serve.js';
import { version } from '../version.js';
import { episodesOf } from './episodes.js';
import { Exporter } from './exporter.js';
import { firstResults } from './firstResults.js';
import { log } from './log.js';
import { withOverrides } from './overrides.js';
import { ReportSchedule } from './reportSchedule.js';

const LOOK_AGAIN = 100;
/** How long the process may take to end by itself, in milliseconds. */
const LAST_WORDS = 500;

/** `serve`: until it is told to stop. Returns the exit code. */
export async function runServe(options: ServeOptions): Promise<number> {
  const load = async () => withOverrides(await loadConfiguration(options.config), options);
  const config = await load();
  const health = new HealthMetrics(version);
  const exporter = new Exporter(config, load, health, observer(health), log);
  const server = createServer(exporter, {
    settings: config.server,
    warn: (message) => log('warn', message),
  });
  const reports = new ReportSchedule(exporter, log);
  const stopped = signalled(exporter);
  const { url } = await server.start();
  log('info', 'listening', { url });
  try {
    exporter.onReload((changed) => {
      server.apply(changed.server);
      reports.start(changed);
    });
    // a store that is down is waited for, and whoever stops us does not want to wait with us
    await Promise.race([exporter.start(), stopped.done]);
    reports.start(exporter.config);
    void announce(exporter, url, stopped.signal);
    await stopped.done;
    reports.stop();
    log('info', 'stopping');
    return 0;
  } finally {
    await server.close();
    await exporter.stop();
    // connections to what hangs would keep the process
    setTimeout(() => process.exit(), LAST_WORDS).unref();
  }
}

/** Prints the first results, and what to open, once there are any. */
async function announce(exporter: Exporter, url: string, signal: AbortSignal): Promise<void> {
  while (!exporter.readiness().ready) {
    if (signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN).unref());
  }
  const entries = await exporter.audit({ limit: 10_000 }).catch(() => []);
  for (const state of exporter.states()) {
    const until = state.watermark ?? new Date();
    process.stdout.write(`\n${firstResults(state, episodesOf(entries, state.model, until))}`);
  }

  process.stdout.write(
    `status page  ${url}/\nmetrics      ${url}/metrics\nAPI          ${url}/api/v1/openapi.json\n`,
  );
}

/** Told by SIGINT and SIGTERM to stop, and by SIGHUP to load the configuration again. */
function signalled(exporter: Exporter): { readonly done: Promise<void>; readonly signal: AbortSignal } {
  const stop = new AbortController();
  const done = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        // whoever asks twice does not want to wait
        if (stop.signal.aborted) process.exit(1);
        stop.abort();
        resolve();
      });
    }
  });
  process.on('SIGHUP', () => void exporter.reload('SIGHUP').catch(() => undefined));
  return { done, signal: stop.signal };
}

function observer(health: HealthMetrics): Observer {
  const bars = new Map<string, ReturnType<typeof progressBar>>();
  return {
    checkStarted: () => health.checkStarted(),
    checkFinished(model, check) {
      bars.get(model)?.stop();
      bars.delete(model);
      health.checkFinished(model, check);
    },
    checkFailed(model, stage, seconds, error) {
      bars.get(model)?.stop();
      bars.delete(model);
      health.checkFailed(model, stage, seconds);
      const isKnown = error instanceof Error && error.name === 'DriftError';
      const text =
        error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error);
      log('error', 'a check failed', { model, stage, error: text });
    },
    sourceUp: (source, model, up) => health.sourceUp(source, model, up),
    storeUp: (up) => health.storeUp(up),
    progress(model, done, total) {
      const bar = bars.get(model) ?? progressBar(model, 'buckets');
      bars.set(model, bar);
      bar.update(done, total);
    },
    warning: (model, message) => log('warn', message, { model }),
  };
}
