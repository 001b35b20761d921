import { z } from 'zod';
import { PICTURE_PATH } from '../../alerts/pictureLinks.js';
import { DriftError } from '../../errors.js';
import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { askedPicture } from '../pictures/askedPicture.js';
import { pngPicture } from '../pictures/pngPicture.js';
import { featureName, modelName, pictureWindow, signedQuery, withVerdict } from '../schemas/parameters.js';
import { assertFeature, findModel } from '../views/find.js';

export const overlayPng = textRoute({
  method: 'get',
  path: PICTURE_PATH,
  id: 'getPicture',
  summary: 'The distribution over that of the reference with its verdict, as alerts show it',
  role: 'viewer',
  signed: true,
  parameters: { model: modelName, feature: featureName },
  query: {
    window: pictureWindow,
    theme: z.enum(['light', 'dark']).default('light').meta({ description: 'Colours.' }),
    verdict: withVerdict.default('true'),
    ...signedQuery,
  },
  produces: ['image/png'],
  failures: { 501: 'PNG cannot be drawn on this machine' },
  async handle({ parameters: { model, feature }, query }, { backend }) {
    const { window, theme } = query;
    const draw = async () => {
      const state = findModel(backend, model);
      assertFeature(state, feature);
      return {
        state,
        svg: await askedPicture(state, feature, { window, theme, verdict: query.verdict === 'true' }),
      };
    };
    const { state, svg } = await draw().catch((error: unknown) => {
      throw query.signature === undefined ? error : withoutNames(error);
    });
    return textReply(await pngPicture(state, svg), 'image/png');
  },
});

/** Whoever has but a link is not to learn what else there is. */
function withoutNames(error: unknown): unknown {
  if (!(error instanceof DriftError)) return error;
  return new DriftError(error.code, 'there is no such picture any more');
}
