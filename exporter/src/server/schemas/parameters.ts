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

/** ISO 8601; UTC where no zone is written. */
export const instantParameter = () =>
  instant().meta({
    type: 'string',
    description: 'ISO 8601; UTC where no zone is written.',
    examples: ['2013-03-01', '2013-03-01T05:00:00Z'],
  });
