import { readRows } from './readRows.js';

test.each([
  ['list', '', 'body: expected a JSON list of rows'],
  ['list', '{"a":1}', 'body: expected a list of rows; lines of JSON are application/x-ndjson'],
  [
    'list',
    '[{"a":1},\n{"a":NaN}]',
    'body row 1 (line 1): expected a JSON object; NaN and Infinity are no JSON, send null',
  ],
  ['list', '[{"a":"]}"},{"a":}]', 'body row 1 (line 1): expected a JSON object'],
  ['list', '[{"a":1},{"a":2}', 'body row 1 (line 1): the list ends too early'],
  ['list', '[{"a":1}] x', 'body row 0 (line 1): expected nothing after the list'],
  ['list', '[{"a":1},]', 'body row 1 (line 1): expected a JSON object'],
  ['list', '[{"a":1}\n\n{"a":2}]', 'body row 0 (line 1): expected a JSON object'],
  ['list', '[{"a":"\\', 'body row 0 (line 1): the list ends too early'],
  ['lines', '{"a":1}\n\n{"a":\n', 'body line 3: expected a JSON object'],
  ['lines', '{"a":1},{"a":2}', 'body line 1: expected a JSON object'],
] as const)('%s %j', (format, body, message) => {
  expect(() => readRows(Buffer.from(body), format)).toThrow(
    expect.objectContaining({ code: 'request_invalid', message }),
  );
});

test('what is no UTF-8 is told', () => {
  expect(() => readRows(Buffer.from([0x5b, 0xff, 0x5d]), 'list')).toThrow('body: expected UTF-8');
});

test('lines may end in any way, and be empty', () => {
  expect(readRows(Buffer.from('{"a":1}\r\n\n{"a":2}'), 'lines')).toEqual([{ a: 1 }, { a: 2 }]);
  expect(readRows(Buffer.from(' [ {"a":1} ]\n'), 'list')).toEqual([{ a: 1 }]);
});
