import { jsonRoute } from '../http/route.js';
import { alertEpisodes, fingerprintParameter } from '../schemas/alert.js';
import { episodeView } from '../views/alertView.js';
import { findEpisodes } from '../views/find.js';

export const alert = jsonRoute({
  method: 'get',
  path: '/api/v1/alerts/{fingerprint}',
  id: 'getAlert',
  summary: 'One alert: each time that it fired, and what happened then',
  role: 'viewer',
  parameters: { fingerprint: fingerprintParameter },
  response: alertEpisodes,
  async handle({ parameters: { fingerprint } }, { backend }) {
    return { fingerprint, episodes: (await findEpisodes(backend, fingerprint)).map(episodeView) };
  },
});
