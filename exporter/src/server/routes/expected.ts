import { z } from 'zod';
import { section } from '../../config/fields.js';
import { jsonRoute } from '../http/route.js';
import { comment } from '../schemas/alert.js';
import { featureName, instantParameter, modelName } from '../schemas/parameters.js';
import { time } from '../schemas/verdict.js';
import { assertFeature, findModel } from '../views/find.js';

const body = section({
  until: instantParameter().nullable().optional(),
  comment: comment.default(''),
}).meta({ id: 'ExpectationRequest' });

export const expected = jsonRoute({
  method: 'post',
  path: '/api/v1/models/{model}/features/{feature}/expected',
  id: 'expectDrift',
  summary:
    'Mutes a feature until a date, since its drift is expected; without a date, or with a past one, ends that',
  role: 'operator',
  parameters: { model: modelName, feature: featureName },
  body: { schema: body, type: 'json' },
  response: z
    .strictObject({ model: z.string(), feature: z.string(), expected_until: time.nullable() })
    .meta({ id: 'Expectation' }),
  async handle({ parameters: { model, feature }, body: given }, { backend, actor }) {
    const { until, comment: said } = given;
    assertFeature(findModel(backend, model), feature);
    await backend.alerts.expect({ model, feature, until: until ?? undefined, comment: said.trim(), actor });
    const now = (await backend.alerts.expectations()).find(
      (one) => one.model === model && one.feature === feature,
    );
    return { model, feature, expected_until: now === undefined ? null : new Date(now.until).toISOString() };
  },
});
