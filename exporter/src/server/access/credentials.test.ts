import fc from 'fast-check';
import { readCredentials } from './credentials.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test('any user without a colon and any password come back as they were sent', () => {
  const user = fc.string({ unit: 'grapheme' }).filter((name) => !name.includes(':'));
  fc.assert(
    fc.property(user, fc.string({ unit: 'grapheme' }), (name, password) => {
      expect(readCredentials(basic(`${name}:${password}`))).toEqual({
        kind: 'password',
        user: name,
        password,
      });
    }),
  );
});

test('any other header is refused, and none breaks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      expect(['malformed', 'password', 'token']).toContain(readCredentials(header).kind);
    }),
  );
});

test.each([
  [undefined, { kind: 'none' }],
  ['', { kind: 'malformed' }],
  ['Basic', { kind: 'malformed' }],
  ['Bearer ', { kind: 'malformed' }],
  ['Bearer abc', { kind: 'token', token: 'abc' }],
  ['bearer  abc ', { kind: 'token', token: 'abc' }],
  ['Bearer a b', { kind: 'malformed' }],
  ['Digest username="a"', { kind: 'malformed' }],
  [basic('no colon'), { kind: 'malformed' }],
  [basic(':'), { kind: 'password', user: '', password: '' }],
])('%j', (header, credentials) => {
  expect(readCredentials(header)).toEqual(credentials);
});
