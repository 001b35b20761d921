import { section } from '../../config/fields.js';
import { jsonRoute } from '../http/route.js';
import { alertEpisodes, comment, fingerprintParameter } from '../schemas/alert.js';
import { episodeView } from '../views/alertView.js';
import { findEpisodes } from '../views/find.js';

const body = section({ comment: comment.optional() }).meta({ id: 'Acknowledgement' });

export const acknowledge = jsonRoute({
  method: 'post',
  path: '/api/v1/alerts/{fingerprint}/acknowledge',
  id: 'acknowledgeAlert',
  summary: 'Takes an alert on, for others to see',
  role: 'operator',
  parameters: { fingerprint: fingerprintParameter },
  body: { schema: body, type: 'json', optional: true },
  response: alertEpisodes,
  async handle({ parameters: { fingerprint }, body: given }, { backend, actor }) {
    const { comment: said = '' } = given;
    await backend.alerts.acknowledge(fingerprint, actor, said.trim());
    return { fingerprint, episodes: (await findEpisodes(backend, fingerprint)).map(episodeView) };
  },
});
