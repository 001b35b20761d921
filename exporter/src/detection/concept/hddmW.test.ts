import { hddmW } from './hddmW.js';

const errorAfter = (correct: number): number[] => [...Array<number>(correct).fill(0), 1];

test.each([
  [false, false],
  [true, true],
])(
  'one error after 600 correct rows is a change only where 0 is taken for no mean yet: %p',
  (zeroIsNone, raised) => {
    const state = hddmW.start();
    for (const value of errorAfter(600)) hddmW.update(state, value, { ...hddmW.defaults, zeroIsNone });
    expect(state.drift).toBe(raised);
  },
);
