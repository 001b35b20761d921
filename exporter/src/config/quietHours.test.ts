import { quietHours } from './quietHours.js';

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['PST', 'America/Los_Angeles'],
  ['EUROPE/BERLIN', 'Europe/Berlin'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['America/Port-au-Prince', 'America/Port-au-Prince'],
])('%s is the time zone %s', (time_zone, expected) => {
  expect(quietHours().parse({ from: '22:00', to: '07:00', time_zone }).time_zone).toBe(expected);
});
