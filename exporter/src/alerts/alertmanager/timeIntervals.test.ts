import { weekdays } from '../../config/quietHours.js';
import { quietIntervals } from './timeIntervals.js';

const hours = {
  days: weekdays,
  from: 22 * 60,
  to: 7 * 60 + 30,
  time_zone: 'UTC',
  severities: ['warning'],
} as const;
const range = (start_time: string, end_time: string) => [{ start_time, end_time }];

test('hours over midnight are two ranges', () => {
  expect(quietIntervals([hours])).toEqual(
    new Map([
      [
        'warning',
        {
          name: 'drift-quiet-warning',
          time_intervals: [
            { times: range('22:00', '24:00'), location: 'UTC' },
            { times: range('00:00', '07:30'), location: 'UTC' },
          ],
        },
      ],
    ]),
  );
});

test('the second of them is a day later, and from Sunday it is Monday', () => {
  const intervals = quietIntervals([{ ...hours, days: ['friday', 'sunday'] }]).get('warning')?.time_intervals;
  expect(intervals?.map((interval) => interval.weekdays)).toEqual([
    ['friday', 'sunday'],
    ['saturday', 'monday'],
  ]);
});

test.each([
  ['a whole day', 0, 1440, ['00:00 24:00']],
  ['up to midnight, written as the next day’s', 1320, 0, ['22:00 24:00']],
  ['within a day', 540, 541, ['09:00 09:01']],
])('%s', (_, from, to, expected) => {
  const intervals = quietIntervals([{ ...hours, from, to }]).get('warning')?.time_intervals ?? [];
  expect(
    intervals.flatMap(({ times }) => times.map(({ start_time, end_time }) => `${start_time} ${end_time}`)),
  ).toEqual(expected);
});

test('each severity has its own', () => {
  const both = quietIntervals([
    hours,
    { ...hours, severities: ['critical', 'warning'], time_zone: 'Asia/Tokyo' },
  ]);
  expect(both.get('critical')?.time_intervals.map(({ location }) => location)).toEqual([
    'Asia/Tokyo',
    'Asia/Tokyo',
  ]);
  expect(both.get('warning')?.time_intervals).toHaveLength(4);
  expect(quietIntervals([]).size).toBe(0);
});
