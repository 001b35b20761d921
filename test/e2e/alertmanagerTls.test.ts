import { askAlertmanager } from '../../exporter/src/alerts/alertmanager.js';
import { Secret } from '../../exporter/src/config/secret.js';
import { describeAlertmanager, startAlertmanager } from '../services/alertmanager.js';
import { startWebhookReceiver } from '../services/webhookReceiver.js';
import { certificates } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';

const config = { route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] };
const never = new AbortController().signal;

await describeAlertmanager('a look at an Alertmanager that speaks HTTPS', (binaries) => {
  const { authority, issue } = certificates();

  test('is had by whoever knows who signed its certificate, and by nobody else', async () => {
    const alertmanager = await startAlertmanager(binaries, { config, certificate: issue('127.0.0.1') });
    try {
      const ask = (alertmanager_ca_file?: string) =>
        askAlertmanager(
          { alertmanager_url: alertmanager.url, alertmanager_ca_file, alertmanager_token: undefined },
          never,
        );
      expect(await ask(authority.certFile)).toMatchObject({ alerts: [], silences: [] });
      for (const file of [undefined, issue('127.0.0.1', 'itself').certFile]) {
        await expect(ask(file)).rejects.toMatchObject({
          code: 'alertmanager_failed',
          message: expect.stringMatching(/certificate|self-signed|issuer/) as unknown,
        });
      }
    } finally {
      await alertmanager.stop();
    }
  });
});

test.each([
  ['the token', undefined, 'Bearer a-token-for-alertmanager'],
  ['the token as a password', 'drift', `Basic ${btoa('drift:a-token-for-alertmanager')}`],
])('%s goes along, and stands in no error, whatever answers', async (_, user, authorization) => {
  const receiver = await startWebhookReceiver();
  try {
    const token = 'a-token-for-alertmanager';
    const settings = {
      alertmanager_url: receiver.url('/prefix'),
      alertmanager_user: user,
      alertmanager_token: new Secret(token),
      alertmanager_ca_file: undefined,
    };
    const error: unknown = await askAlertmanager(settings, never).catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: 'alertmanager_failed',
      message: expect.stringContaining('its answer is not JSON') as unknown,
    });
    expect(String(error)).not.toContain(token);
    const [asked] = await eventually(
      () => receiver.requests('/prefix/api/v2/silences'),
      ({ length }) => length === 1,
    );
    expect(asked?.headers.authorization).toBe(authorization);
  } finally {
    await receiver.stop();
  }
});
