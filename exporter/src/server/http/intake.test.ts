import { Intake } from './intake.js';

test.each([
  [[], 1],
  [[300], 1],
  [Array<number>(50).fill(4_200), 5],
  [Array<number>(50).fill(100_000), 30],
])('where requests took %j ms of late, there is room again in %d s', (took, retryAfter) => {
  const intake = new Intake(100);
  intake.add(60);
  for (const milliseconds of took) intake.answered(milliseconds);
  expect(() => intake.assertRoom(40)).not.toThrow();
  expect(() => intake.assertRoom(41)).toThrow(
    expect.objectContaining({ code: 'stream_busy', context: { retryAfter } }),
  );
});

test('one request alone finds room, however large it is', () => {
  expect(() => new Intake(100).assertRoom(1_000)).not.toThrow();
});
