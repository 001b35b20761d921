import { z } from 'zod';
import { PICTURE_PATH } from '../../alerts/pictureLinks.js';
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
    const state = findModel(backend, model);
    assertFeature(state, feature);
    const { window, theme } = query;
    const svg = await askedPicture(state, feature, { window, theme, verdict: query.verdict === 'true' });
    return textReply(await pngPicture(state, svg), 'image/png');
  },
});
