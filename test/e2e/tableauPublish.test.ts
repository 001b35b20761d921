/*
 * What publish.py sends where, and what Tableau's validation leads to.
 * There is no Tableau Server to be had: Tableau's own Python client runs, against a stand-in for the protocol
 * (tableauServer.ts). Nothing here shows that the product takes the workbook, tries the connection, or keeps the credentials.
 */
import { join } from 'node:path';
import { certificates } from '../support/certificates.js';
import {
  callsOf,
  DATASOURCE,
  SECRETS,
  SIGN_IN,
  SIGN_OUT,
  tableauPublishing,
  WORKBOOK,
} from '../support/tableauPublishing.js';
import { describeWith } from '../services/describeWith.js';
import { findTableauClient } from '../services/tableauClient.js';
import {
  SESSION_TOKEN,
  SITE,
  startTableauServer,
  type TableauRequest,
  type TableauServer,
} from '../services/tableauServer.js';

const find = (requests: readonly TableauRequest[], path: string): TableauRequest => {
  const found = requests.find((request) => request.path === path);
  if (found === undefined) throw new Error(`no request to ${path}`);
  return found;
};

await describeWith(findTableauClient, 'publishing to Tableau', (client) => {
  const tableau = tableauPublishing(client);

  describe('what is sent', () => {
    test('a workbook is validated, then published, within one session', async () => {
      const { code, out, error } = await tableau.publish(tableau.to('Data', '--show-tabs'));
      expect({ code, error }).toEqual({ code: 0, error: '' });
      expect(out).toContain('published workbook "book" in "Data": https://tableau.example/workbooks/1');
      const requests = tableau.server.take();
      const work = ['GET …/projects', 'POST …/workbooks/validateWorkbook', 'POST …/workbooks'];
      expect(callsOf(requests)).toEqual([...SIGN_IN, ...work, SIGN_OUT]);
      const signIn = find(requests, '/api/3.29/auth/signin').body;
      expect(signIn).toContain('personalAccessTokenName="drift"');
      expect(signIn).toContain(`personalAccessTokenSecret="${SECRETS.TABLEAU_TOKEN_VALUE}"`);
      expect(signIn).toContain('<site contentUrl="data" />');
      for (const { headers } of requests.slice(2)) expect(headers['x-tableau-auth']).toBe(SESSION_TOKEN);
    });

    test('the file goes as it is, to be validated and to be published', async () => {
      await tableau.publish(tableau.to('Data', '--embed-credentials', '--name', 'Drift & more'));
      const requests = tableau.server.take();
      const validated = find(requests, `${SITE}/workbooks/validateWorkbook`);
      expect(validated.headers.accept).toBe('application/json');
      expect([...validated.parts.keys()]).toEqual(['tableau_workbook']);
      expect(validated.parts.get('tableau_workbook')).toEqual({
        disposition: 'form-data; name="tableau_workbook"; filename="book.twb"',
        content: WORKBOOK,
      });
      const published = find(requests, `${SITE}/workbooks`);
      expect(published.parts.get('tableau_workbook')?.content).toBe(WORKBOOK);
      expect(published.parts.get('request_payload')?.content).toContain('<workbook name="Drift &amp; more">');
    });

    test('embedded credentials go beside the file, for its server and port', async () => {
      await tableau.publish(tableau.to('Data', '--embed-credentials', '--overwrite', '--show-tabs'));
      const { query, parts } = find(tableau.server.take(), `${SITE}/workbooks`);
      expect([...query]).toEqual([
        ['workbookType', 'twb'],
        ['overwrite', 'true'],
      ]);
      expect(parts.get('request_payload')?.content).toBe(
        '<tsRequest><workbook name="book" showTabs="true"><project id="p-data" /><connections>' +
          '<connection serverAddress="db.example" serverPort="5433"><connectionCredentials name="drift_tableau"' +
          ' password="geheim &quot;&amp;&lt;&#246;&gt;" embed="true" /></connection></connections></workbook></tsRequest>',
      );
    });

    test('another user may be embedded', async () => {
      await tableau.publish(tableau.to('Data', '--embed-credentials', '--database-user', 'team_a'));
      const payload = find(tableau.server.take(), `${SITE}/workbooks`).parts.get('request_payload')?.content;
      expect(payload).toContain('connectionCredentials name="team_a"');
    });

    test('where viewers are asked, no credentials go and nobody tries the connection', async () => {
      await tableau.publish(tableau.to('Data', '--prompt'));
      const requests = tableau.server.take();
      const { query, parts } = find(requests, `${SITE}/workbooks`);
      expect([...query]).toEqual([
        ['workbookType', 'twb'],
        ['skipConnectionCheck', 'true'],
      ]);
      expect(parts.get('request_payload')?.content).toBe(
        '<tsRequest><workbook name="book"><project id="p-data" /></workbook></tsRequest>',
      );
      for (const { body } of requests) expect(body).not.toContain('geheim');
    });

    test('data sources follow, by their names and with the same credentials', async () => {
      for (const name of ['Scores', 'Alerts']) tableau.folder.write(`sources/${name}.tds`, DATASOURCE);
      const sources = [
        '--datasources',
        join(tableau.folder.path, 'sources'),
        '--embed-credentials',
        '--overwrite',
      ];
      const { code, out } = await tableau.publish(tableau.to('Data', ...sources));
      expect(code).toBe(0);
      expect(out).toContain('published data source "Alerts": https://tableau.example/datasources/1');
      const requests = tableau.server.take().filter(({ path }) => path === `${SITE}/datasources`);
      expect(requests.map(({ query }) => query.get('overwrite'))).toEqual(['true', 'true']);
      expect(requests.map(({ parts }) => parts.get('tableau_datasource')?.content)).toEqual([
        DATASOURCE,
        DATASOURCE,
      ]);
      expect(requests[1]?.parts.get('request_payload')?.content).toBe(
        '<tsRequest><datasource name="Scores"><project id="p-data" />' +
          '<connectionCredentials name="drift_tableau" password="geheim &quot;&amp;&lt;&#246;&gt;" embed="true" />' +
          '</datasource></tsRequest>',
      );
    });

    test('a project may be named by its path', async () => {
      expect((await tableau.publish(tableau.to('Data/Drift'))).code).toBe(0);
      const payload = find(tableau.server.take(), `${SITE}/workbooks`).parts.get('request_payload')?.content;
      expect(payload).toContain('<project id="p-drift" />');
    });

    test('secrets may lie in files', async () => {
      const { TABLEAU_TOKEN_NAME, ...secrets } = SECRETS;
      const variables = Object.entries(secrets).map(([name, value]) => [
        `${name}_FILE`,
        tableau.folder.write(`secrets/${name}`, `${value}\n`),
      ]);
      const { code } = await tableau.publish(tableau.to('Data', '--embed-credentials'), {
        TABLEAU_TOKEN_NAME,
        ...(Object.fromEntries(variables) as Record<string, string>),
      });
      expect(code).toBe(0);
      const requests = tableau.server.take();
      expect(find(requests, '/api/3.29/auth/signin').body).toContain(`"${SECRETS.TABLEAU_TOKEN_VALUE}"`);
      expect(find(requests, `${SITE}/workbooks`).body).toContain('password="geheim &quot;');
    });
  });

  describe('validation by the server', () => {
    const validate = `POST ${SITE}/workbooks/validateWorkbook`;
    const verdict = (status: number) => ({
      status,
      body: {
        errors: [
          { severity: 'ERROR', message: 'Unknown\n field', line: 127, column: 5, elementName: 'column' },
          { severity: 'ERROR', message: 'No sheet' },
        ],
        warnings: [{ severity: 'WARNING', message: 'Odd map', line: 9, column: 1, elementName: 'map' }],
      },
    });

    test('--check publishes nothing', async () => {
      const { code, out, error } = await tableau.publish(tableau.to('Data', '--check'));
      expect({ code, out, error }).toEqual({
        code: 0,
        out: `${tableau.workbook}: valid, says Tableau\n`,
        error: '',
      });
      expect(tableau.calls()).toEqual([
        ...SIGN_IN,
        'GET …/projects',
        'POST …/workbooks/validateWorkbook',
        SIGN_OUT,
      ]);
    });

    test.each([200, 422])('what it refuses with status %d is not published', async (status) => {
      tableau.server.answer({ [validate]: verdict(status) });
      const { code, error } = await tableau.publish(tableau.to('Data'));
      expect(code).toBe(1);
      expect(error.split('\n')).toEqual([
        `warning: ${tableau.workbook}: line 9, column 1, <map>: Odd map`,
        `${tableau.workbook}: Tableau refuses it`,
        'line 127, column 5, <column>: Unknown field',
        'No sheet',
        '',
      ]);
      expect(tableau.calls().slice(-2)).toEqual(['POST …/workbooks/validateWorkbook', SIGN_OUT]);
    });

    test.each([
      [404, 'this server (REST API 3.29) cannot validate, 3.29 and newer can'],
      [405, 'this server (REST API 3.29) cannot validate, 3.29 and newer can'],
      [503, 'status 503 instead of a verdict: busy'],
    ])('where it answers %d, that is said and it is published', async (status, reason) => {
      tableau.server.answer({ [validate]: { status, body: 'busy' } });
      const { code, error } = await tableau.publish(tableau.to('Data'));
      expect({ code, error }).toEqual({
        code: 0,
        error: `warning: publishing without validation: ${reason}\n`,
      });
      expect(tableau.calls()).toContain('POST …/workbooks');
      const checked = await tableau.publish(tableau.to('Data', '--check'));
      expect(checked).toMatchObject({ code: 1, error: `not validated: ${reason}\n` });
    });

    test('it may be left out', async () => {
      expect((await tableau.publish(tableau.to('Data', '--skip-validation'))).code).toBe(0);
      expect(tableau.calls()).not.toContain('POST …/workbooks/validateWorkbook');
    });
  });

  describe('TLS', () => {
    const { authority, issue } = certificates();
    let secured: TableauServer;
    beforeAll(async () => {
      secured = await startTableauServer(issue('127.0.0.1'));
    });
    afterAll(() => secured.stop());

    test('an unknown CA is refused, and taken with --ca-file', async () => {
      const args = [...tableau.to('Data'), '--server', secured.url];
      const { code, error } = await tableau.publish(args);
      expect(code).toBe(1);
      expect(error).toMatch(
        /certificate verify failed.*give the certificate of a private CA with --ca-file\n$/,
      );
      expect(secured.take()).toEqual([]);
      expect((await tableau.publish([...args, '--ca-file', authority.certFile])).code).toBe(0);
    });
  });
});
