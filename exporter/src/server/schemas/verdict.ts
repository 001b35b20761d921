import { z } from 'zod';
import { severities } from '../../detection/result.js';
import { statisticList } from '../../reports/statisticList.js';

export const severity = z
  .enum([...severities, 'inconclusive'])
  .meta({ id: 'Severity', description: 'How much a change matters against the thresholds.' });

export const drifted = z
  .boolean()
  .nullable()
  .describe('Whether there is evidence of change; null where there is too little data to say.');

export const time = z.iso.datetime().describe('UTC.');

export const sides = z
  .strictObject({ reference: z.number(), current: z.number() })
  .meta({ id: 'Sides', description: 'The same number of the reference and of the window.' });

/** Every statistic of the registry; one that does not apply is absent. */
export const statistics = z
  .object(
    Object.fromEntries(
      statisticList.map(({ id, title, description }) => [
        id,
        z
          .record(z.string(), z.union([z.number(), z.boolean(), z.string()]))
          .optional()
          .describe(`${title}: ${description}`),
      ]),
    ),
  )
  .meta({ id: 'Statistics', description: 'Statistics by name; one that does not apply is absent.' });

export const thresholds = z
  .strictObject({ small: z.number(), significant: z.number(), critical: z.number().nullable() })
  .meta({
    id: 'Thresholds',
    description: 'PSI from which a change has each severity; critical is null where that is never reached.',
  });
