import fc from 'fast-check';
import { storableJson, storableText } from './database.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\0', '\\u0000', '\\\0', '\\\\u0000', '\ud800', '\udfff\ud800', '👻', '"\\'),
);

test('texts lose what no database holds, and nothing else', () => {
  fc.assert(
    fc.property(text, (value) => {
      const storable = storableText(value);
      expect(storable).not.toContain('\0');
      expect(Buffer.from(storable).toString()).toBe(storable);
      if (!value.includes('\0') && Buffer.from(value).toString() === value) expect(storable).toBe(value);
    }),
  );
});

test('JSON loses the same, in keys and values', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (entries) => {
      const value = Object.fromEntries(entries.map(([key, part]) => [`key ${key}`, [part]]));
      const wanted = Object.fromEntries(
        Object.entries(value).map(([key, [part]]) => [storableText(key), [storableText(part ?? '')]]),
      );
      expect(JSON.parse(storableJson(value))).toEqual(wanted);
    }),
  );
});

test('what JSON cannot say is null', () => {
  expect(storableJson(undefined)).toBe('null');
  expect(storableJson({ a: NaN, b: Infinity })).toBe('{"a":null,"b":null}');
});
