import { request } from 'node:http';
import { DriftError } from '../../exporter/src/errors.js';
import { alertMessage } from '../support/alertMessages.js';
import { dataFolder } from '../support/dataFolder.js';
import { ask, errorCode, json } from '../support/httpClient.js';
import { hostileNames } from '../support/outcomes.js';
import { firingFingerprint } from '../support/testAlertDesk.js';
import { passwords, testServers, usersYaml, withUsers } from '../support/testServer.js';

const start = testServers();
const folder = dataFolder();
const MB = 1024 * 1024;
const post = (body: string, headers = {}) => ({ method: 'POST', body, headers });
const page = `/alerts/${firingFingerprint}`;
const other = 'cccccccccccccccc';

test('a webhook of Alertmanager is in the history at once, and other people have it as JSON', async () => {
  const { url } = await start();
  const begun = Date.now() - 60_000;
  const message = JSON.stringify(alertMessage([{ fingerprint: other, start: begun }]));
  expect(json(await ask(`${url}/api/v1/alerts`, post(message)))).toEqual({ alerts: 1 });
  expect(json(await ask(`${url}/api/v1/alerts?model=flights&status=firing`))).toMatchObject({
    alerts: [
      {
        ...{ fingerprint: other, alert_name: 'DriftFeature', severity: 'significant', notifications: 1 },
        starts_at: new Date(begun).toISOString(),
      },
    ],
  });
  expect(json(await ask(`${url}/api/v1/alerts/${other}`))).toMatchObject({
    episodes: [{ events: [{ event: 'fired' }, { event: 'notified', detail: 'firing' }] }],
  });
});

test('what can be read of a webhook is taken, and what is none is refused', async () => {
  const { url } = await start();
  const good = alertMessage([{ fingerprint: other, start: Date.now() }]);
  const mixed = {
    ...good,
    future: 'key',
    alerts: [...good.alerts, { status: 'odd' }, 7, { ...(good.alerts[0] as object), fingerprint: '<b>' }],
  };
  expect(json(await ask(`${url}/api/v1/alerts`, post(JSON.stringify(mixed))))).toEqual({ alerts: 1 });
  for (const body of ['', '{', '[]', '{"version":"3"}', JSON.stringify({ ...good, alerts: {} })]) {
    const refused = await ask(`${url}/api/v1/alerts`, post(body));
    expect([body, refused.status, errorCode(refused)]).toEqual([body, 400, 'request_invalid']);
    expect(refused.text).toContain('body');
  }
});

test('where neither store nor disk can take it, Alertmanager is asked to send it again', async () => {
  const { url, backend } = await start();
  backend.alerts.receive = () =>
    Promise.reject(new DriftError('spool_unwritable', 'alerts cannot wait in this folder: full'));
  const message = JSON.stringify(alertMessage([]));
  expect(await ask(`${url}/api/v1/alerts`, post(message))).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
  });
});

describe('a body that is too large', () => {
  /** Announces, or only begins to send, a hundred megabytes. @returns the status and what was sent until then */
  const sendMuch = (url: string, headers: Record<string, string | number>) =>
    new Promise<{ status: number; sent: number }>((resolve, reject) => {
      let sent = 0;
      const asked = request(url, { method: 'POST', agent: false, headers }, ({ statusCode = 0 }) => {
        resolve({ status: statusCode, sent });
        asked.destroy();
      });
      asked.on('error', reject);
      asked.flushHeaders();
      if ('content-length' in headers) return;
      const chunk = Buffer.alloc(MB, 'x');
      const more = (): void => {
        if (asked.destroyed) return;
        if (sent >= 100 * MB) return void asked.end();
        sent += chunk.length;
        asked.write(chunk, () => setImmediate(more));
      };
      more();
    });

  test('is refused before it is read, and one that does not say how large it is, nowhere kept', async () => {
    const { url } = await start();
    expect(await sendMuch(`${url}/api/v1/alerts`, { 'content-length': 100 * MB })).toEqual({
      status: 413,
      sent: 0,
    });
    const unsaid = await sendMuch(`${url}/api/v1/alerts`, { 'transfer-encoding': 'chunked' });
    expect(unsaid.status).toBe(413);
  });

  test('of some megabytes is taken here, and nowhere else', async () => {
    const { url } = await start();
    const wide = alertMessage([
      { fingerprint: other, start: 1, annotations: { description: 'x'.repeat(5 * MB) } },
    ]);
    expect((await ask(`${url}/api/v1/alerts`, post(JSON.stringify(wide)))).status).toBe(200);
    const { status } = await ask(`${url}${page}/acknowledge`, post(`comment=${'x'.repeat(2 * MB)}`));
    expect(status).toBe(413);
  });
});

test('whoever acknowledges or mutes on the page comes back to it, and it says who and why', async () => {
  const { url } = await start(withUsers(folder.write('web.yml', usersYaml())));
  const login = { login: `operator:${passwords.operator}` };
  const viewer = { login: `viewer:${passwords.viewer}` };
  const form = { ...login, ...post('comment=I+look+%3Cinto%3E+it', { 'Sec-Fetch-Site': 'same-origin' }) };
  const sent = await ask(`${url}${page}/acknowledge`, form);
  expect(sent).toMatchObject({ status: 303, headers: { location: `../${firingFingerprint}` } });
  expect(new URL(sent.headers.location ?? '', `${url}${page}/acknowledge`).pathname).toBe(page);
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await ask(`${url}${page}/expected`, { ...login, ...post(`until=${day}&comment=a+sale`) });
  const { text } = await ask(url + page, viewer);
  expect(text).toContain('I look &lt;into&gt; it');
  expect(text).toMatch(/Expected until <time[^>]*>[^<]*<\/time><\/b> by <bdi>operator<\/bdi>: <bdi>a sale/);
  expect(text).not.toContain('<form');
  expect((await ask(url + page, login)).text.match(/<form/g)).toHaveLength(2);
  await ask(`${url}${page}/expected`, { ...login, ...post('until=&comment=') });
  expect((await ask(url + page, viewer)).text).not.toContain('Expected until');
});

test.each([[{ 'Sec-Fetch-Site': 'cross-site' }], [{ Origin: 'https://evil.example' }], [{ Origin: 'null' }]])(
  'a form of another site, %j, is refused',
  async (headers) => {
    const { url, backend } = await start();
    for (const act of ['acknowledge', 'expected']) {
      const refused = await ask(`${url}${page}/${act}`, post('comment=x&until=', headers));
      expect(errorCode(refused)).toBe('cross_site');
    }
    expect(backend.alerts.kept[0]?.status).toBe('firing');
  },
);

test.each<[path: string, body: string | undefined, status: number, message: string]>([
  [`/api/v1/alerts/${other}`, undefined, 404, 'unknown alert "cccccccccccccccc"'],
  ['/api/v1/alerts/..%2f..%2fetc', undefined, 400, 'expected a fingerprint of 16 hexadecimal digits'],
  [`/alerts/${other}`, undefined, 404, 'unknown alert'],
  [`${page}/expected`, 'until=tomorrow&comment=x', 400, 'body until: expected a day such as 2026-03-01'],
  [`${page}/expected`, 'until=2026-13-45&comment=x', 400, 'body until: expected a day such as 2026-03-01'],
  [`${page}/expected`, 'until=2027-02-31&comment=x', 400, 'body until: expected a day such as 2026-03-01'],
  [`/api${page}/acknowledge`, '', 404, 'nothing at this path'],
  [`/api/v1${page}/acknowledge`, '{"coment":"x"}', 400, 'body coment: unknown key, '],
  [`/api/v1${page}/acknowledge`, `{"comment":"${'x'.repeat(2001)}"}`, 400, 'at most 2000 characters'],
  [
    '/api/v1/models/credit%20risk/features/contry/expected',
    '{"until":"2030-01-01"}',
    404,
    'did you mean "country"',
  ],
])('%s is refused, case %#', async (path, body, status, message) => {
  const { url } = await start();
  const answer = await ask(url + path, body === undefined ? {} : post(body));
  expect(answer.status).toBe(status);
  expect(answer.text.replaceAll('\\"', '"')).toContain(message);
});

test('an acknowledgement needs no body', async () => {
  const { url } = await start();
  const answer = await ask(`${url}/api/v1${page}/acknowledge`, { method: 'POST' });
  expect(json(answer)).toMatchObject({ episodes: [{ status: 'acknowledged', acknowledged_by: 'local' }] });
});

test('names, words and links of any kind stay text on the page', async () => {
  const { url } = await start();
  const wild = [...hostileNames, '"><script>alert(1)</script>', "' onmouseover=x", 'javascript:alert(1)'];
  for (const text of wild) {
    const alert = {
      fingerprint: other,
      start: Date.now() - 1000,
      labels: { alertname: text, model: text, feature: text, team: text, segment: text, severity: text },
      annotations: { summary: text, description: text, runbook_url: text, dashboard_url: text },
    };
    await ask(`${url}/api/v1/alerts`, post(JSON.stringify(alertMessage([alert]))));
    const answer = await ask(`${url}/alerts/${other}`);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/<script|<img src=x|<[^>]+ on\w+=|href="javascript:/i);
    expect(answer.headers['content-security-policy']).toMatch(/form-action 'self'/);
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
  }
});

test('the runbook has a heading of each alert, to be linked to', async () => {
  const { url } = await start();
  const { text, headers } = await ask(`${url}/runbook`);
  expect(headers['content-type']).toContain('text/html');
  expect(text).toContain('<h3 id="driftfeature">DriftFeature</h3>');
});
