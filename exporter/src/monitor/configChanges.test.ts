import { Secret } from '../config/secret.js';
import { configChanges } from './configChanges.js';

test('tells keys that were changed, added and removed, at any depth', () => {
  const before = { a: 1, models: [{ name: 'x', windows: [1, 2] }], gone: true };
  const after = { a: 2, models: [{ name: 'x', windows: [1, 3] }], added: new Date(0) };
  expect(configChanges(before, after)).toEqual([
    { key: 'a', from: 1, to: 2 },
    { key: 'models[0].windows[1]', from: 2, to: 3 },
    { key: 'gone', from: true, to: null },
    { key: 'added', from: null, to: new Date(0) },
  ]);
});

test('a secret is told to have changed, and nothing more', () => {
  const changes = configChanges({ url: new Secret('old-password') }, { url: new Secret('new-password') });
  expect(JSON.stringify(changes)).toBe('[{"key":"url","from":"<secret>","to":"<secret>"}]');
  expect(configChanges({ url: new Secret('same') }, { url: new Secret('same') })).toEqual([]);
});
