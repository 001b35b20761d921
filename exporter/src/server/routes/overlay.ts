import { z } from 'zod';
import { DriftError } from '../../errors.js';
import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { overlayPicture, overlayThemes } from '../pictures/overlayPicture.js';
import { featureName, modelName, windowName } from '../schemas/parameters.js';
import { assertFeature, findModel, findWindow } from '../views/find.js';

export const overlay = textRoute({
  method: 'get',
  path: '/api/v1/models/{model}/features/{feature}/overlay.svg',
  id: 'getOverlay',
  summary: 'The distribution in a window over that of the reference',
  role: 'viewer',
  parameters: { model: modelName, feature: featureName },
  query: {
    window: windowName.optional(),
    theme: z.enum(overlayThemes).default('light').meta({
      description: 'Colours; `page` takes those of the page that the picture is put into.',
    }),
  },
  produces: ['image/svg+xml'],
  async handle({ parameters: { model, feature }, query: { window, theme } }, { backend }) {
    const state = findModel(backend, model);
    assertFeature(state, feature);
    const { name, comparisons } = findWindow(state, window);
    const comparison = comparisons.get(feature);
    if (comparison === undefined) {
      const message = `no distribution of feature ${JSON.stringify(feature)} in window ${name}`;
      throw new DriftError('window_unknown', message);
    }
    const description = `${feature}: reference and the last ${name}`;
    const svg = await overlayPicture(comparison, theme, description);
    return textReply(svg, 'image/svg+xml; charset=utf-8', {
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
  },
});
