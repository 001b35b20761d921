import { TrinoTime } from './trinoTime.js';

const time = (type: string, zone?: string): TrinoTime =>
  new TrinoTime({ name: 'at', type, kind: 'timestamp', integer: false }, zone);
const date = new Date('2024-03-10T07:00:00.001Z');

test.each([
  ['timestamp(3) with time zone', `TIMESTAMP '2024-03-10 07:00:00.001 UTC'`],
  ['timestamp(6)', `TIMESTAMP '2024-03-10 07:00:00.001'`],
  // what is at least a time is at least the next one that the type can hold
  ['timestamp(1)', `TIMESTAMP '2024-03-10 07:00:00.1'`],
  ['timestamp(0) with time zone', `TIMESTAMP '2024-03-10 07:00:01 UTC'`],
  ['date', `DATE '2024-03-11'`],
])('a bound is a constant of the type %s', (type, literal) => {
  expect(time(type).bound('>=', date)).toBe(`"at" >= ${literal}`);
  expect(time(type, 'UTC').bound('<', date)).toBe(`"at" < ${literal}`);
});

test('midnight is a date itself', () => {
  expect(time('date').bound('<', new Date('2024-03-10'))).toBe(`"at" < DATE '2024-03-10'`);
});

test('in a zone the constant is a day wider, and the instant decides', () => {
  const bound = time('timestamp(3)', 'America/New_York').bound('<', date);
  expect(bound).toMatch(
    /^"at" < TIMESTAMP '2024-03-11 07:00:00\.001' AND to_unixtime\(CASE .* < 1\.710054000001E9$/,
  );
  // an instant is the same in every zone
  const zoned = time('timestamp(3) with time zone', 'America/New_York').bound('<', date);
  expect(zoned).toBe(`"at" < TIMESTAMP '2024-03-10 07:00:00.001 UTC'`);
});

test('times beyond what a literal can say', () => {
  expect(time('date').bound('>=', new Date(-8.64e15))).toBe(`"at" >= DATE '0001-01-01'`);
  expect(time('date').bound('<', new Date(8.64e15))).toBe(`"at" < DATE '9999-12-31'`);
});
