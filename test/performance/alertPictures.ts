/**
 * How long the picture of an alert takes: `node build/test/performance/alertPictures.js [FEATURES]`. Every picture is of a
 * feature that was not drawn before, beside the SVG of others without a verdict, and scrapes are answered meanwhile. Only ratios mean
 * anything on another machine.
 */
import { createServer } from '../../exporter/src/server/createServer.js';
import { ask } from '../support/httpClient.js';
import { driftingState } from '../support/modelStates.js';
import { testBackend } from '../support/testBackend.js';
import { loopback } from '../support/testServer.js';
import { printTable, quantile } from './monitorReport.js';

const features = Number(process.argv[2] ?? 200);
const states = ['pictures', 'drawings'].map((model) => driftingState(features, model, ['1h']));
const server = createServer(testBackend(states), { settings: loopback, warn: () => undefined });
const { url } = await server.start();

const names = states[0]?.windows[0]?.features.map(({ feature }) => feature) ?? [];
const paths = {
  png: (name: string) => `/api/v1/models/pictures/features/${name}/overlay.png`,
  svg: (name: string) => `/api/v1/models/drawings/features/${name}/overlay.svg?theme=light`,
};
const times: Record<keyof typeof paths, number[]> = { png: [], svg: [] };
const scrapes: Record<keyof typeof paths | 'idle', number[]> = { idle: [], png: [], svg: [] };
const processor: Record<keyof typeof paths, number[]> = { png: [], svg: [] };
const scrape = async (): Promise<number> => (await ask(`${url}/metrics`)).took;

const draw = async (kind: keyof typeof paths, name: string): Promise<number> => {
  const answer = await ask(url + paths[kind](name));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.took;
};

await scrape();
for (let time = 0; time < 20; time++) scrapes.idle.push(await scrape());
for (const [index, name] of names.entries()) {
  for (const kind of ['png', 'svg'] as const) {
    const isAlone = index % 2 === 0;
    const before = process.cpuUsage();
    const drawing = draw(kind, name);
    if (!isAlone) scrapes[kind].push(await scrape());
    times[kind].push(await drawing);
    const { user, system } = process.cpuUsage(before);
    if (isAlone && index > 0) processor[kind].push((user + system) / 1000);
  }
}
await server.close();

const row = (name: string, [first = NaN, ...warm]: readonly number[]): (string | number)[] => [
  name,
  ...[first, quantile(warm, 0.5), quantile(warm, 0.95)].map((value) =>
    Number.isNaN(value) ? '–' : value.toFixed(0),
  ),
];
printTable(
  ['ms', 'first', 'median', '95 %'],
  [
    row('overlay.png, with its verdict', times.png),
    row('overlay.svg, without', times.svg),
    row('processor time of overlay.png', [NaN, ...processor.png]),
    row('processor time of overlay.svg', [NaN, ...processor.svg]),
    row('a scrape, nothing else going on', scrapes.idle),
    row('a scrape beside a PNG', scrapes.png),
    row('a scrape beside an SVG', scrapes.svg),
  ],
);
const ratio = quantile(times.png, 0.5) / quantile(times.svg, 0.5);
process.stdout.write(`a PNG takes ${ratio.toFixed(1)} times as long as an SVG\n`);
