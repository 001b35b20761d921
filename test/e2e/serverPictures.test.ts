import { PNG } from 'pngjs';
import { canonicalPath, PICTURE_PATH } from '../../exporter/src/alerts/pictureLinks.js';
import { SignedLinks } from '../../exporter/src/alerts/signedLinks.js';
import { PICTURE_WIDTH } from '../../exporter/src/reports/pictures/verdictLayout.js';
import { PNG_SCALE } from '../../exporter/src/server/pictures/pngOf.js';
import { dataFolder } from '../support/dataFolder.js';
import { ask, errorCode, type Answer } from '../support/httpClient.js';
import { driftingState, hostileState } from '../support/modelStates.js';
import { hostileNames } from '../support/outcomes.js';
import { signingKey } from '../support/testBackend.js';
import { loopback, passwords, testServers, usersYaml, withUsers } from '../support/testServer.js';
import { expectWellFormed } from '../support/wellFormed.js';

const folder = dataFolder();
const start = testServers();
const guarded = () => start(withUsers(folder.write('web.yml', usersYaml())));
const admin = { login: `admin:${passwords.admin}` };

const pathOf = (feature: string, model = 'credit risk'): string =>
  canonicalPath(PICTURE_PATH, { model, feature }) ?? '';
const path = pathOf('credit_score');
const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);
/** A link as it would have been made so many days from now. */
const link = (made = 0, of = path, key = signingKey): string => new SignedLinks(key).sign(of, days(made));
const picture = (answer: Answer): PNG => {
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  return PNG.sync.read(answer.bytes);
};
const colours = ({ data }: PNG): number =>
  new Set(Array.from({ length: data.length / 4 }, (_, pixel) => data.readUInt32BE(4 * pixel))).size;

describe('a picture', () => {
  test('has its size, is not blank, and differs by feature, theme, window and verdict', async () => {
    const { url } = await start();
    const asked = [
      path,
      pathOf('carrier'),
      `${path}?theme=dark`,
      `${path}?window=1h`,
      `${path}?verdict=false`,
      pathOf('country'),
    ];
    const pictures = await Promise.all(asked.map(async (one) => picture(await ask(url + one))));
    expect(pictures.map(({ width }) => width / PNG_SCALE)).toEqual([
      ...Array(4).fill(PICTURE_WIDTH),
      436,
      PICTURE_WIDTH,
    ]);
    for (const one of pictures) expect(colours(one)).toBeGreaterThan(20);
    expect(new Set(pictures.map(({ data }) => data.toString('base64'))).size).toBe(asked.length);
    const [light, , dark] = pictures.map(({ data }) => [...data.subarray(0, 4)]);
    expect(light).toEqual([255, 255, 255, 255]);
    expect(dark).toEqual([0x18, 0x1e, 0x26, 255]);
  });

  test('as SVG says what it shows, of the window that tells most; without a verdict it is as it was', async () => {
    const { url } = await start();
    const svg = path.replace('.png', '.svg');
    const told = await ask(`${url}${svg}?verdict=true`);
    expectWellFormed(told.text);
    for (const part of [
      '>credit_score<',
      '>credit risk<',
      '>!! critical<',
      'PSI 0.6',
      'Last 6h: 2026-01-01 21:00 to',
    ])
      expect(told.text).toContain(part);
    const plain = await ask(url + svg);
    expect(plain.text).toContain('aria-label="credit_score: reference and the last 1h"');
    expect(plain.text).not.toContain('>credit_score<');
    const page = await ask(`${url}${svg}?verdict=true&theme=page`);
    expect(page.text).toContain('fill="var(--critical)"');
  });

  test('of a feature without a result says so, and of none that is known there is none', async () => {
    const { url } = await start(undefined, {}, [{ ...driftingState(2, 'credit risk'), windows: [] }]);
    expect(picture(await ask(url + pathOf('credit_score'))).width).toBe(PNG_SCALE * PICTURE_WIDTH);
    const { text } = await ask(
      `${url}${pathOf('credit_score').replace('.png', '.svg')}?verdict=true&window=1h`,
    );
    expect(text).toContain('There is no result any more');
    expect(errorCode(await ask(`${url}${pathOf('credit_score')}?verdict=false`))).toBe('window_unknown');
    expect(errorCode(await ask(url + pathOf('nothing')))).toBe('feature_unknown');
  });

  test('is the same for all who ask at once', async () => {
    const { url } = await start();
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => ask(url + path)));
    for (const other of others) expect(other.bytes.equals(first?.bytes ?? Buffer.of())).toBe(true);
  });
});

describe('a signed link', () => {
  test('that is scraped shows its picture to whoever has it, by any name of the server', async () => {
    for (const settings of [loopback, withUsers(folder.write('web.yml', usersYaml()))]) {
      const { url, port } = await start(settings);
      const { text } = await ask(`${url}/metrics`, settings === loopback ? {} : admin);
      const [, scraped = ''] =
        /drift_picture_info\{[^}]*feature="credit_score",path="([^"]*)"\} 1/.exec(text) ?? [];
      expect(scraped).toBe(new SignedLinks(signingKey).sign(path, new Date('2026-01-02T04:00:00Z')));
      for (const host of [`127.0.0.1:${port}`, 'drift.example.org', 'evil.example']) {
        const answer = await ask(url + link(), { headers: { Host: host } });
        expect(picture(answer).width).toBe(PNG_SCALE * PICTURE_WIDTH);
        // a page that shows mail is another site
        expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
      }
      picture(await ask(`${url}${link()}&theme=dark&window=1h`));
      expect(await ask(url + link(), { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    }
  });

  test('lets nobody see or do anything else', async () => {
    const { url } = await guarded();
    const query = link().slice(path.length);
    for (const other of [
      '/',
      '/metrics',
      '/api/v1/models',
      '/api/v1/models/credit%20risk/features/credit_score',
      path.replace('.png', '.svg'),
      `${path}/`,
      '/api/v1/openapi.json',
    ]) {
      expect({ other, status: (await ask(url + other + query)).status }).toEqual({ other, status: 401 });
    }
    expect(errorCode(await ask(url + pathOf('carrier') + query))).toBe('link_invalid');
    expect((await ask(url + link(), { method: 'POST' })).status).toBe(401);
    const wrong = await ask(`${url}${link()}&theme=page`);
    expect({ status: wrong.status, code: errorCode(wrong) }).toEqual({
      status: 400,
      code: 'request_invalid',
    });
  });

  test.each([
    [link(0, pathOf('credit_scor')), 404, 'feature_unknown'],
    [link(0, pathOf('credit_score', 'credit rik')), 404, 'model_unknown'],
    [`${link()}&window=2h`, 404, 'window_unknown'],
  ])('to what is no more tells of nothing else: %#', async (gone, status, code) => {
    const { url } = await guarded();
    const answer = await ask(url + gone);
    expect({ status: answer.status, code: errorCode(answer) }).toEqual({ status, code });
    expect(answer.text).toContain('"there is no such picture any more"');
  });

  test.each([
    ['expired', link(-32), 410, 'link_expired'],
    ['from the future', link(2), 403, 'link_invalid'],
    ['of another key', link(0, path, 'another key that is long enough'), 403, 'link_invalid'],
    ['expired, of another key', link(-32, path, 'another key'), 403, 'link_invalid'],
    ['with a longer life', link().replace(/expires=\d/, 'expires=9'), 403, 'link_invalid'],
    ['without its signature', link().replace(/&signature=.*/, ''), 403, 'link_invalid'],
    ['without its end', link().replace(/expires=\d+&/, ''), 403, 'link_invalid'],
    ['with two signatures', `${link()}&signature=x`, 403, 'link_invalid'],
    ['with the same signature twice', link().replace(/(&signature=.*)/, '$1$1'), 403, 'link_invalid'],
    ['with two ends', `${link()}&expires=1`, 403, 'link_invalid'],
    [
      'with an endless end',
      link().replace(/expires=\d+/, `expires=${'9'.repeat(4000)}`),
      403,
      'link_invalid',
    ],
    ['with an endless signature', `${link()}${'A'.repeat(4000)}`, 403, 'link_invalid'],
    ['with an empty signature', link().replace(/signature=.*/, 'signature='), 403, 'link_invalid'],
  ])('that is %s is refused, whoever follows it: %#', async (_, wrong, status, code) => {
    for (const { url } of [await start(), await guarded()]) {
      for (const asked of [{}, admin]) {
        const answer = await ask(url + wrong, asked);
        expect({ status: answer.status, code: errorCode(answer) }).toEqual({ status, code });
        expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
      }
    }
  });

  test('that is forged is no failed login, however often', async () => {
    const { url, backend } = await guarded();
    const forged = `${link().slice(0, -1)}_`;
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(url + forged)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    expect((await ask(url + path, admin)).status).toBe(200);
    expect(backend.events).toEqual([]);
  });

  test('cannot be checked before there is a key, while logins work', async () => {
    const { url, backend } = await guarded();
    backend.links = () => undefined;
    const answer = await ask(url + link());
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(errorCode(answer)).toBe('link_unchecked');
    picture(await ask(url + path, admin));
  });

  test.each(hostileNames.filter((name) => name !== ''))('leads to %j', async (name) => {
    const model = 'a/b "c" 100% \u{1f600}';
    const { url } = await start(withUsers(folder.write('web.yml', usersYaml())), {}, [hostileState(model)]);
    expect(picture(await ask(url + link(0, pathOf(name, model)))).width).toBe(PNG_SCALE * PICTURE_WIDTH);
    // clients write the same path in other ways
    const loose = encodeURI(`/api/v1/models/${model}/features`).replace('a/b', 'a%2Fb');
    const query = link(0, pathOf(name, model)).split('?')[1] ?? '';
    expect((await ask(`${url}${loose}/${encodeURIComponent(name)}/overlay.png?${query}`)).status).toBe(200);
  });
});
