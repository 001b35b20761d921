import { mayAct } from '../access/principal.js';
import { textRoute } from '../http/route.js';
import { alertPage as page } from '../page/alertPage.js';
import { fingerprintParameter } from '../schemas/alert.js';
import { findEpisodes, hasComparison } from '../views/find.js';

export const alertPage = textRoute({
  method: 'get',
  path: '/alerts/{fingerprint}',
  id: 'alertPage',
  summary: 'One alert, for people: what it says, what happened, and what to do',
  role: 'viewer',
  parameters: { fingerprint: fingerprintParameter },
  produces: ['text/html'],
  async handle({ parameters: { fingerprint } }, { backend, actor, role }) {
    const episodes = await findEpisodes(backend, fingerprint);
    const [{ model = '', feature = '' }] = episodes;
    const expectations = await backend.alerts.expectations();
    return page({
      episodes,
      expectation: expectations.find((one) => one.model === model && one.feature === feature),
      mayAct: mayAct({ name: actor, role }, 'operator'),
      hasPicture: hasComparison(backend, model, feature),
      now: new Date(),
    });
  },
});
