import { z } from 'zod';
import { instant } from '../../config/instant.js';

/** Names in paths are percent-encoded, so that they may hold slashes, quotes and emoji. */
export const modelName = z
  .string()
  .min(1)
  .meta({ description: 'Name of a model.', examples: ['flights'] });

export const featureName = z
  .string()
  .min(1)
  .meta({ description: 'Name of a feature, percent-encoded.', examples: ['carrier'] });

export const windowName = z
  .string()
  .min(1)
  .meta({ description: 'Name of an evidence window; the shortest one by default.', examples: ['6h'] });

/** In place of all rows. */
export const segmentName = z
  .string()
  .min(1)
  .optional()
  .meta({
    description: 'A segment as the model lists it, percent-encoded; all rows by default.',
    examples: ['carrier=AA'],
  });

/** A picture's window. */
export const pictureWindow = z
  .string()
  .min(1)
  .optional()
  .meta({
    description:
      'Name of an evidence window. By default, with a verdict the one that tells most, else the shortest one.',
    examples: ['6h'],
  });

export const withVerdict = z
  .enum(['true', 'false'])
  .meta({ description: 'Whether the picture says by itself what it shows.' });

/** ISO 8601; UTC where no zone is written. */
export const instantParameter = () =>
  instant().meta({
    type: 'string',
    description: 'ISO 8601; UTC where no zone is written.',
    examples: ['2013-03-01', '2013-03-01T05:00:00Z'],
  });

/** What a signed link carries. */
export const signedQuery = {
  expires: z.string().optional().meta({ description: 'When a signed link expires, Unix time.' }),
  signature: z.string().optional().meta({ description: 'Of a signed link; it stands for a login.' }),
};
