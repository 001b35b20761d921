import { z } from 'zod';
import { section } from '../../config/fields.js';
import { DriftError } from '../../errors.js';
import { seeOther } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { comment, fingerprintParameter } from '../schemas/alert.js';
import { assertFeature, findEpisodes, findModel } from '../views/find.js';

const DAY = 86_400_000;
const parameters = { fingerprint: fingerprintParameter };

const acknowledgement = section({ comment: comment.default('') }).meta({ id: 'AcknowledgementForm' });

export const acknowledgeForm = textRoute({
  method: 'post',
  path: '/alerts/{fingerprint}/acknowledge',
  id: 'acknowledgeForm',
  summary: "Takes an alert on, from the alert's page",
  role: 'operator',
  parameters,
  body: { schema: acknowledgement, type: 'form', optional: true },
  produces: ['text/plain'],
  redirects: "Back to the alert's page",
  async handle({ parameters: { fingerprint }, body }, { backend, actor }) {
    await backend.alerts.acknowledge(fingerprint, actor, body.comment.trim());
    return seeOther(`../${fingerprint}`);
  },
});

const expectation = section({
  until: z
    .union([z.iso.date({ error: 'expected a day such as 2026-03-01, or nothing' }), z.literal('')])
    .meta({ description: 'The last day, of UTC; nothing ends the mute.', examples: ['2026-03-01'] }),
  comment: comment.default(''),
}).meta({ id: 'ExpectationForm' });

export const expectedForm = textRoute({
  method: 'post',
  path: '/alerts/{fingerprint}/expected',
  id: 'expectedForm',
  summary: "Mutes an alert's feature until the end of a day, or ends that, from the alert's page",
  role: 'operator',
  parameters,
  body: { schema: expectation, type: 'form' },
  produces: ['text/plain'],
  redirects: "Back to the alert's page",
  async handle({ parameters: { fingerprint }, body }, { backend, actor }) {
    const [{ model = '', feature }] = await findEpisodes(backend, fingerprint);
    if (feature === undefined) {
      throw new DriftError('request_invalid', 'the alert speaks of no feature that could be muted');
    }
    assertFeature(findModel(backend, model), feature);
    const until = body.until === '' ? undefined : new Date(Date.parse(body.until) + DAY);
    await backend.alerts.expect({ model, feature, until, comment: body.comment.trim(), actor });
    return seeOther(`../${fingerprint}`);
  },
});
