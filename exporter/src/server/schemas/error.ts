import { z } from 'zod';

export const errorBody = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('A word for machines.'),
      message: z.string().describe('A sentence for people.'),
    }),
  })
  .meta({ id: 'Error' });
