import { constantFrom, array, assert, boolean, property, record, string, option } from 'fast-check';
import { initialView, ranges, readView, sortKeys, writeView, type View } from './view.js';

const name = string({ unit: 'grapheme' });
const views = record({
  model: option(name, { nil: undefined }),
  window: option(name, { nil: undefined }),
  open: array(name).map((names) => [...new Set(names)]),
  text: name,
  least: constantFrom(-1, 0, 1, 2, 3),
  activeOnly: boolean(),
  sort: constantFrom(...sortKeys),
  reversed: boolean(),
  days: constantFrom(...ranges),
}).map(({ model, window, ...rest }): View => ({
  ...rest,
  ...(model === undefined ? {} : { model }),
  ...(window === undefined ? {} : { window }),
}));

test('an address leads back to the view that wrote it, whatever the names hold', () => {
  assert(property(views, (view) => expect(readView(`#${writeView(view)}`)).toEqual(view)));
});

test('the first view has no address', () => {
  expect(writeView(initialView)).toBe('');
  expect(readView('')).toEqual(initialView);
});

test('any address can be read', () => {
  assert(property(string({ unit: 'binary' }), (hash) => expect(() => readView(hash)).not.toThrow()));
  expect(readView('#sort=loudest&least=9&days=-4&active=yes')).toEqual(initialView);
});
