import { z } from 'zod';
import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { askedPicture } from '../pictures/askedPicture.js';
import { overlayThemes } from '../pictures/overlayPicture.js';
import { featureName, modelName, pictureWindow, segmentName, withVerdict } from '../schemas/parameters.js';
import { assertFeature, findModel, inSegment } from '../views/find.js';

export const overlay = textRoute({
  method: 'get',
  path: '/api/v1/models/{model}/features/{feature}/overlay.svg',
  id: 'getOverlay',
  summary: 'The distribution in a window over that of the reference',
  role: 'viewer',
  parameters: { model: modelName, feature: featureName },
  query: {
    window: pictureWindow,
    theme: z.enum(overlayThemes).default('light').meta({
      description: 'Colours; `page` takes those of the page that the picture is put into.',
    }),
    verdict: withVerdict.default('false'),
    segment: segmentName,
  },
  produces: ['image/svg+xml'],
  async handle({ parameters: { model, feature }, query }, { backend }) {
    const state = inSegment(findModel(backend, model), query.segment);
    assertFeature(state, feature);
    const svg = await askedPicture(state, feature, { ...query, verdict: query.verdict === 'true' });
    return textReply(svg, 'image/svg+xml; charset=utf-8', {
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
  },
});
