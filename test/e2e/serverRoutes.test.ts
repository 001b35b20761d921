import { validate } from '@readme/openapi-parser';
import { DriftError } from '../../exporter/src/errors.js';
import { routes } from '../../exporter/src/server/app.js';
import { bodies } from '../support/requestBodies.js';
import { firingFingerprint } from '../support/testAlertDesk.js';
import { hostileNames } from '../support/outcomes.js';
import { ask, errorCode, json, type Answer } from '../support/httpClient.js';
import { driftingState, hostileState } from '../support/modelStates.js';
import { machineToken, signingKey, sourcePassword } from '../support/testBackend.js';
import { testServers } from '../support/testServer.js';
import { expectWellFormed } from '../support/wellFormed.js';

const start = testServers();
const period = 'from=2026-01-01&to=2026-01-02';
/** One request to each route that answers with 200. */
const requests: Readonly<Record<string, string>> = {
  '/': '/',
  '/metrics': '/metrics',
  '/-/healthy': '/-/healthy',
  '/-/ready': '/-/ready',
  '/-/reload': '/-/reload',
  '/api/v1/models': '/api/v1/models',
  '/api/v1/models/{model}': '/api/v1/models/credit%20risk',
  '/api/v1/models/{model}/findings': '/api/v1/models/credit%20risk/findings',
  '/api/v1/models/{model}/features/{feature}': '/api/v1/models/credit%20risk/features/country',
  '/api/v1/models/{model}/features/{feature}/history':
    '/api/v1/models/credit%20risk/features/country/history?window=6h',
  '/api/v1/models/{model}/features/{feature}/overlay.svg':
    '/api/v1/models/credit%20risk/features/country/overlay.svg?theme=dark',
  '/api/v1/models/{model}/features/{feature}/overlay.png':
    '/api/v1/models/credit%20risk/features/country/overlay.png?theme=dark',
  '/api/v1/models/{model}/report': `/api/v1/models/credit%20risk/report?${period}`,
  '/api/v1/models/{model}/observations': '/api/v1/models/credit%20risk/observations',
  '/api/v1/models/{model}/reference/promote': '/api/v1/models/credit%20risk/reference/promote',
  '/api/v1/audit': '/api/v1/audit?limit=10',
  '/api/v1/config': '/api/v1/config',
  '/api/v1/openapi.json': '/api/v1/openapi.json',
  '/api/v1/alerts': '/api/v1/alerts',
  '/api/v1/alerts/{fingerprint}': `/api/v1/alerts/${firingFingerprint}`,
  '/api/v1/alerts/{fingerprint}/acknowledge': `/api/v1/alerts/${firingFingerprint}/acknowledge`,
  '/api/v1/models/{model}/features/{feature}/expected':
    '/api/v1/models/credit%20risk/features/country/expected',
  '/alerts/{fingerprint}': `/alerts/${firingFingerprint}`,
  '/alerts/{fingerprint}/acknowledge': `/alerts/${firingFingerprint}/acknowledge`,
  '/alerts/{fingerprint}/expected': `/alerts/${firingFingerprint}/expected`,
  '/runbook': '/runbook',
};

test.each(routes)('$method $path answers as its description says', async (route) => {
  const { url } = await start();
  const path = requests[route.path] ?? '';
  const body = bodies[route.id];
  const sent = body === undefined ? {} : { body };
  const answer = await ask(url + path, { method: route.method.toUpperCase(), ...sent });
  expect(answer.status).toBe(route.redirects === undefined ? 200 : 303);
  expect(route.produces).toContain(answer.headers['content-type']?.split(';')[0]);
  for (const secret of [sourcePassword, machineToken, signingKey]) expect(answer.text).not.toContain(secret);
  if (route.id === 'getConfiguration') expect(answer.text.match(/<secret>/g)).toHaveLength(3);
  if (route.response !== undefined) route.response.parse(JSON.parse(answer.text));
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(Object.keys(answer.headers).join()).not.toMatch(/x-powered-by|access-control|^server$/);
  const head = await ask(url + path, { method: 'HEAD' });
  if (route.method === 'get') expect(head).toMatchObject({ status: 200, text: '' });
  const other = await ask(url + path, { method: 'DELETE' });
  expect(other).toMatchObject({ status: 405, headers: { allow: expect.stringMatching(/GET, HEAD|POST/) } });
});

test('the description of the API is valid and complete', async () => {
  const { url } = await start();
  type Document = { paths: Record<string, Record<string, object>> };
  const document = json<Document>(await ask(`${url}/api/v1/openapi.json`));
  // validating resolves references in place
  expect(
    await validate(structuredClone(document) as unknown as Parameters<typeof validate>[0]),
  ).toMatchObject({
    valid: true,
    warnings: [],
  });
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  expect(Object.keys(requests).sort()).toEqual(Object.keys(document.paths).sort());
});

test('a model shows each feature with verdicts, thresholds and since when', async () => {
  const { url, backend } = await start();
  const model = json<{ features: Record<string, unknown>[]; windows: unknown[] }>(
    await ask(`${url}/api/v1/models/credit%20risk`),
  );
  const [state] = backend.states();
  const [shortest] = state?.windows ?? [];
  for (const feature of model.features) {
    const result = shortest?.features.find((one) => one.feature === feature.feature);
    expect(feature).toMatchObject({
      kind: result?.kind,
      active_since: feature.active === true ? '2026-01-01T12:00:00.000Z' : null,
      thresholds: { small: 0.1, significant: 0.2, critical: 0.25 },
    });
    expect(feature.windows).toContainEqual(
      expect.objectContaining({
        window: '1h',
        reason: result?.reason,
        severity: result?.severity,
        psi: result?.statistics.psi?.value,
        noise_floor: result?.statistics.psi?.noise_floor,
      }),
    );
  }
  expect(model.features).toHaveLength(6);
  expect(model.windows).toMatchObject([{ window: '1h' }, { window: '6h' }]);
});

test.each(hostileNames.filter((name) => name !== ''))('a feature may be called %j', async (name) => {
  const model = 'a/b "c" 100% \u{1f600}';
  const { url } = await start(undefined, {}, [hostileState(model)]);
  const path = `${url}/api/v1/models/${encodeURIComponent(model)}/features/${encodeURIComponent(name)}`;
  expect(json(await ask(path))).toMatchObject({ model, feature: name });
  const picture = await ask(`${path}/overlay.svg`);
  expect(picture.status).toBe(200);
  expectWellFormed(picture.text);
  const alert = await ask(`${path}/overlay.png`);
  expect(alert).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  expect(json(await ask(`${path}/history`))).toMatchObject({ points: [{ rows: 4000 }] });
});

test.each([
  [
    '/api/v1/models/credit%20rsk',
    404,
    'model_unknown',
    'unknown model "credit rsk", did you mean "credit risk"?',
  ],
  ['/api/v1/models/constructor', 404, 'model_unknown', 'unknown model "constructor"'],
  [
    '/api/v1/models/credit%20risk/features/contry',
    404,
    'feature_unknown',
    'unknown feature "contry", did you mean "country"?',
  ],
  [
    '/api/v1/models/credit%20risk/features/country/history?window=2h',
    404,
    'window_unknown',
    'unknown window "2h", expected one of 1h, 6h',
  ],
  [
    '/api/v1/models/credit%20risk/features/country/history?from=yesterday',
    400,
    'request_invalid',
    'parameter from: expected a date or a timestamp such as 2013-03-01 or 2013-03-01T05:00:00Z, got "yesterday"',
  ],
  [
    '/api/v1/models/credit%20risk/report?from=2026-01-02&to=2026-01-01',
    400,
    'request_invalid',
    'parameter to: expected a time after from',
  ],
  [
    '/api/v1/models/credit%20risk/report?to=2026-01-01&form=html',
    400,
    'request_invalid',
    'parameter from: missing, expected text; parameter form: unknown key, did you mean from?',
  ],
  [
    '/api/v1/audit?limit=1e9',
    400,
    'request_invalid',
    'parameter limit: expected a number of at most 1000, got "1e9"',
  ],
  ['/api/v1/audit?limit=1&limit=2', 400, 'request_invalid', 'parameter limit: expected a number, got a list'],
  ['/api/v1/models?sort=psi', 400, 'request_invalid', 'parameter sort: unknown key'],
  ['/api/v1/models/%E0%A4%A', 400, 'request_malformed', 'the request is malformed'],
  ['/api/v2/models', 404, 'path_unknown', 'there is nothing at this path'],
  ['/metrics/', 404, 'path_unknown', 'there is nothing at this path'],
] as const)('%s is %d %s', async (path, status, code, message) => {
  const { url } = await start();
  const answer = await ask(url + path);
  expect({ status: answer.status, ...json<object>(answer) }).toEqual({ status, error: { code, message } });
});

test('what is not there yet is said, not invented', async () => {
  const { url } = await start(undefined, {}, [{ ...driftingState(2, 'new'), windows: [] }]);
  expect(json(await ask(`${url}/api/v1/models`))).toMatchObject({
    models: [{ severity: 'inconclusive', windows: [] }],
  });
  const path = `${url}/api/v1/models/new/features/credit_score`;
  expect(json(await ask(path))).toMatchObject({ windows: [] });
  expect(errorCode(await ask(`${path}/overlay.svg`))).toBe('window_unknown');
  expect(json(await ask(`${path}/history?window=6h`))).toMatchObject({ window: '6h', points: [] });
  const empty = await start(undefined, {}, []);
  expect(await ask(`${empty.url}/-/ready`)).toMatchObject({
    status: 503,
    text: 'drift-exporter is not ready: no model was checked\n',
  });
});

test('a reload that fails says what is wrong', async () => {
  const { url, backend } = await start();
  expect((await ask(`${url}/-/reload`, { method: 'POST' })).status).toBe(200);
  expect(backend.reloads).toEqual(['local']);
  const context = { file: 'drift_thresholds.yaml', line: 3, key: 'psi_thresholds' };
  backend.reloadError = new DriftError('config_invalid', 'expected a map of keys, got a list', context);
  const answer: Answer = await ask(`${url}/-/reload`, { method: 'POST' });
  expect({ status: answer.status, ...json<object>(answer) }).toEqual({
    status: 500,
    error: {
      code: 'config_invalid',
      message: 'drift_thresholds.yaml:3 psi_thresholds: expected a map of keys, got a list',
    },
  });
});

test('long answers are compressed where the client takes that', async () => {
  const { url } = await start();
  const plain = await ask(`${url}/metrics`);
  const zipped = await ask(`${url}/metrics`, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(Number(zipped.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 4);
  expect(zipped.text).toContain('\ndrift_psi{');
});
