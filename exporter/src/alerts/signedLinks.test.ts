import fc from 'fast-check';
import { canonicalPath, PICTURE_PATH, pictureLink } from './pictureLinks.js';
import { SignedLinks } from './signedLinks.js';

const links = new SignedLinks('a key that nobody else knows at all');
const now = new Date('2026-01-02T03:04:05Z');
const DAY = 86_400_000;
const after = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const names = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((name) => !/^\.{1,2}$/.test(name));

/** A link's path as a server would decode it, and its query. */
function parts(link: string) {
  const { pathname, searchParams } = new URL(link, 'http://exporter');
  const [, model = '', feature = ''] =
    /^\/api\/v1\/models\/([^/]+)\/features\/([^/]+)\/overlay\.png$/.exec(pathname) ?? [];
  return {
    path: canonicalPath(PICTURE_PATH, {
      model: decodeURIComponent(model),
      feature: decodeURIComponent(feature),
    }),
    query: Object.fromEntries(searchParams) as { expires: string; signature: string },
  };
}

test('a link leads whatever names it has to its own picture, and to no other', () => {
  fc.assert(
    fc.property(names, names, names, (model, feature, other) => {
      const link = pictureLink(links, now)(model, feature) ?? '';
      const { path = '', query } = parts(link);
      expect(link).toMatch(/^[!-~]+$/);
      expect(link).not.toMatch(/["'<>()|\\ ]/);
      expect(links.check(path, query, now)).toBe('valid');
      const elsewhere = canonicalPath(PICTURE_PATH, { model, feature: other }) ?? '';
      expect(links.check(elsewhere, query, now)).toBe(other === feature ? 'valid' : 'forged');
    }),
  );
});

test('names that fit into no path have no link', () => {
  for (const name of ['', '.', '..', '\ud800', 'a\udfffb']) {
    expect(pictureLink(links, now)('model', name)).toBeUndefined();
    expect(pictureLink(links, now)(name, 'feature')).toBeUndefined();
  }
  expect(canonicalPath('/{a}/{b}', { a: 'x' })).toBeUndefined();
});

test('no bit of a link can be changed', () => {
  const { path = '', query } = parts(pictureLink(links, now)('credit risk', 'country') ?? '');
  const flipped = (text: string): string[] =>
    Array.from({ length: text.length * 8 }, (_, bit) => {
      const bytes = Buffer.from(text, 'latin1');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('latin1');
    });
  const changed = [
    ...flipped(path).map((other) => links.check(other, query, now)),
    ...flipped(query.expires).map((expires) => links.check(path, { ...query, expires }, now)),
    ...flipped(query.signature).map((signature) => links.check(path, { ...query, signature }, now)),
  ];
  expect(changed).toHaveLength(8 * (path.length + query.expires.length + query.signature.length));
  expect(new Set(changed)).toEqual(new Set(['forged']));
});

test('a link stays the same for a day, and is good for thirty', () => {
  const link = (date: Date): string => links.sign('/picture', date);
  expect(link(new Date('2026-01-02T00:00:00Z'))).toBe(link(new Date('2026-01-02T23:59:59.999Z')));
  expect(link(new Date('2026-01-03T00:00:00Z'))).not.toBe(link(now));
  expect(link(now)).toContain(`?expires=${Date.parse('2026-02-02T00:00:00Z') / 1000}&signature=`);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 30 * DAY }), (made, age) => {
      const { query } = parts(link(new Date(made)));
      expect(links.check('/picture', query, new Date(made + age))).toBe('valid');
      expect(links.check('/picture', query, new Date(made + 31 * DAY))).toBe('expired');
    }),
  );
});

test('a link of another key, from the future, or with values of another form was not signed here', () => {
  const { query } = parts(links.sign('/picture', now));
  expect(new SignedLinks('a key that somebody else knows').check('/picture', query, now)).toBe('forged');
  const early = parts(links.sign('/picture', after(DAY))).query;
  expect(links.check('/picture', early, now)).toBe('forged');
  // the clock of the replica that signed may be a little ahead
  expect(links.check('/picture', early, new Date('2026-01-02T23:10:00Z'))).toBe('valid');
  const odd: unknown[] = [
    undefined,
    '',
    [query.expires],
    { a: query.expires },
    `0${query.expires}`,
    `${query.expires}.0`,
    `+${query.expires}`,
    ` ${query.expires}`,
    '9'.repeat(400),
    'Infinity',
    'NaN',
    '1e9',
  ];
  for (const expires of odd) expect(links.check('/picture', { ...query, expires }, now)).toBe('forged');
  const { signature } = query;
  for (const other of [
    undefined,
    '',
    [signature],
    `${signature}=`,
    `${signature} `,
    signature.slice(0, -1),
    'ä'.repeat(43),
    Buffer.from(signature, 'base64url').toString('hex'),
    'x'.repeat(100_000),
  ]) {
    expect(links.check('/picture', { ...query, signature: other }, now)).toBe('forged');
  }
});
