/*
 * What publish.py says, and how it ends, where a file, an argument or the server is not right.
 * There is no Tableau Server to be had: Tableau's own Python client runs, against a stand-in for the protocol
 * (tableauServer.ts). Nothing here shows that the product takes the workbook, tries the connection, or keeps the credentials.
 */
import { join } from 'node:path';
import { DATASOURCE, SECRETS, SIGN_OUT, tableauPublishing, WORKBOOK } from '../support/tableauPublishing.js';
import { describeWith } from '../services/describeWith.js';
import { findTableauClient } from '../services/tableauClient.js';
import { SESSION_TOKEN, SITE, tsError, tsResponse } from '../services/tableauServer.js';

await describeWith(findTableauClient, 'publishing to Tableau, refused', (client) => {
  const tableau = tableauPublishing(client);

  describe('what the server refuses', () => {
    test.each([
      [
        'sign-in',
        {
          'POST /api/3.29/auth/signin': tsError(
            401,
            '401001',
            'Signin Error',
            `no ${SECRETS.TABLEAU_TOKEN_VALUE}`,
          ),
        },
        /^sign-in: refused by the server \(401001: Signin Error: no <secret>\): check TABLEAU_TOKEN_NAME, TABLEAU_TOKEN_VALUE and --site; /,
        false,
      ],
      [
        'a name that is taken',
        { [`POST ${SITE}/workbooks`]: tsError(409, '409004', 'Resource Conflict', 'exists') },
        'workbook "book": refused by the server (409004: Resource Conflict: exists): give --overwrite to replace what is there, or another name',
        true,
      ],
      [
        'a database that it does not reach, in words with the password',
        {
          [`POST ${SITE}/workbooks`]: tsError(
            403,
            '403132',
            'Failed connection check',
            'no\n login with geheim &quot;&amp;&lt;ö&gt;',
          ),
        },
        /^workbook "book": refused by the server \(403132: Failed connection check: no login with <secret>\): Tableau must reach the database itself: /,
        true,
      ],
      [
        'missing rights',
        { [`POST ${SITE}/workbooks`]: tsError(403, '403004', 'Forbidden', 'no rights') },
        /^workbook "book": refused by the server \(403004: Forbidden: no rights\): the token's user must be allowed to publish/,
        true,
      ],
      [
        'an internal error, in words with the session',
        {
          [`POST ${SITE}/workbooks`]: {
            status: 500,
            body: `${SESSION_TOKEN} geheim &quot;&amp;&lt;ö&gt; ${'x'.repeat(970)}`,
          },
        },
        /^workbook "book": not the answer of a working Tableau Server, check --server and its state: 500 <secret> <secret> x+$/,
        true,
      ],
      [
        'projects that nobody may see',
        {
          [`GET ${SITE}/projects`]: tsResponse(
            '<pagination pageNumber="1" pageSize="100" totalAvailable="0"/><projects/>',
          ),
        },
        'no project "Data" on site "data": the token\'s user sees none, so give it a project',
        true,
      ],
    ])('%s', async (_, answers, expected, isSignedIn) => {
      tableau.server.answer(answers);
      const { code, error } = await tableau.publish(tableau.to('Data', '--embed-credentials'));
      expect(code).toBe(1);
      expect(error.trimEnd()).toMatch(expected);
      expect(error.trimEnd()).not.toContain('\n');
      expect(tableau.calls().includes(SIGN_OUT)).toBe(isSignedIn);
    });

    test('a project that is not there, with those that are', async () => {
      const { code, error } = await tableau.publish(tableau.to('data'));
      expect({ code, error }).toEqual({
        code: 1,
        error:
          'no project "data" on site "data": choose one of "Data", "Data/Drift", "default", "default/Drift"\n',
      });
      expect(tableau.calls().at(-1)).toBe(SIGN_OUT);
    });

    test('a project that is there twice', async () => {
      const { code, error } = await tableau.publish(tableau.to('Drift'));
      expect({ code, error }).toEqual({
        code: 1,
        error:
          'several projects "Drift" on site "data": give its path, one of "Data/Drift", "default/Drift"\n',
      });
    });

    test('a sign-out that fails hides nothing', async () => {
      tableau.server.answer({ [SIGN_OUT]: { status: 500, body: 'gone' } });
      const { code, error } = await tableau.publish(tableau.to('nowhere'));
      expect(code).toBe(1);
      expect(error).toMatch(/^warning: could not sign out\nno project "nowhere"/);
    });

    test.each([
      [
        'nothing answers',
        undefined,
        'the server cannot be reached (ConnectionError): check --server, network',
      ],
      ['another server', { status: 200, body: '<html>hello' }, 'does not answer as a Tableau Server'],
      [
        'a server without the call',
        { status: 404, body: 'nothing' },
        'not the answer of a working Tableau Server',
      ],
    ])('%s: no secret is sent', async (_, answer, expected) => {
      if (answer !== undefined) tableau.server.answer({ 'GET /api/2.4/serverInfo': answer });
      const url = answer === undefined ? 'http://127.0.0.1:1' : tableau.server.url;
      const { code, error } = await tableau.publish([...tableau.to('Data'), '--server', url]);
      expect(code).toBe(1);
      expect(error).toContain(`${url}: ${expected}`);
      expect(tableau.calls()).toEqual(answer === undefined ? [] : ['GET /api/2.4/serverInfo']);
    });
  });

  describe('what is wrong here ends before anything is sent', () => {
    const { TABLEAU_TOKEN_NAME } = SECRETS;
    test.each([
      [
        'variables',
        [],
        {},
        'TABLEAU_TOKEN_NAME, TABLEAU_TOKEN_VALUE missing in the environment: set them, or TABLEAU_TOKEN_NAME_FILE, TABLEAU_TOKEN_VALUE_FILE to a file that holds it',
      ],
      [
        'an empty variable',
        [],
        { TABLEAU_TOKEN_NAME, TABLEAU_TOKEN_VALUE: '' },
        'TABLEAU_TOKEN_VALUE missing in the environment: set it',
      ],
      [
        'the password',
        ['--embed-credentials'],
        { ...SECRETS, DRIFT_STORE_PASSWORD: undefined },
        'DRIFT_STORE_PASSWORD missing in the environment',
      ],
      [
        'a file that is not there',
        [],
        { TABLEAU_TOKEN_NAME, TABLEAU_TOKEN_VALUE_FILE: '/nowhere' },
        'TABLEAU_TOKEN_VALUE_FILE: cannot read /nowhere',
      ],
      [
        'both',
        [],
        { ...SECRETS, TABLEAU_TOKEN_VALUE_FILE: '/nowhere' },
        'TABLEAU_TOKEN_VALUE and TABLEAU_TOKEN_VALUE_FILE are both set: keep one of them',
      ],
      [
        'a password as an argument',
        ['--password=geheim'],
        SECRETS,
        'unknown argument --password (secrets come from the environment)',
      ],
      ['a password as an argument of its own', ['geheim'], SECRETS, 'unknown argument without a name'],
      [
        'a clear-text server',
        ['--server', 'http://tableau.example'],
        SECRETS,
        '--server http://tableau.example: http sends the token in clear text, use https',
      ],
      [
        'a password in the URL',
        ['--server', 'https://u:geheim@tableau.example'],
        SECRETS,
        '--server: remove user and password from the URL',
      ],
      [
        'a URL of a page',
        ['--server', 'https://tableau.example/#/site/data/home'],
        SECRETS,
        'expected https://HOST and nothing after it, the site is --site',
      ],
      ['a user for nobody', ['--database-user', 'x'], SECRETS, '--database-user needs --embed-credentials'],
      ['both ways', ['--prompt', '--embed-credentials'], SECRETS, 'not allowed with argument'],
      ['a CA that is not there', ['--ca-file', '/nowhere'], SECRETS, '--ca-file /nowhere: no such file'],
    ])('%s', async (_, args, variables, expected) => {
      const { code, out, error } = await tableau.publish(tableau.to('Data', ...args), variables);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(error).toContain(expected);
      expect(error.trimEnd()).not.toContain('\n');
      expect(tableau.server.take()).toEqual([]);
    });

    test.each([
      [
        'not well-formed',
        WORKBOOK.replace('</datasources>', ''),
        /:3:\d+: not well-formed: mismatched tag$/m,
      ],
      ['no declaration', '<workbook/>', ':1: must begin with an XML declaration'],
      ['not a workbook', DATASOURCE, ':2: is a <datasource>, expected a <workbook>'],
      [
        'a document type',
        WORKBOOK.replace('\r\n', '\n<!DOCTYPE x>\n'),
        ':2: has a document type declaration',
      ],
      [
        'a password',
        WORKBOOK.replace('port=', 'password="geheim" port='),
        ':3: a password in "password" of <connection>: remove it, Tableau asks for it',
      ],
      [
        'a password among settings',
        WORKBOOK.replace('port=', 'odbc-connect-string-extras="a=1;PWD=geheim" port='),
        ':3: a password in "odbc-connect-string-extras"',
      ],
      [
        'a password in a URL',
        WORKBOOK.replace('<!-- ö -->', '<run>https://u:geheim@x/</run>'),
        ':3: a URL with a password',
      ],
      [
        'a secret of the environment',
        WORKBOOK.replace('<!-- ö -->', '<run>geheim &quot;&amp;&lt;ö&gt;</run>'),
        ': one of the secrets of the environment stands in it',
      ],
    ])('a file: %s', async (_, text, expected) => {
      const file = tableau.folder.write('wrong.twb', text);
      const { code, error } = await tableau.publish([...tableau.to('Data'), '--workbook', file]);
      expect({ code, error: error.slice(0, file.length) }).toEqual({ code: 1, error: file });
      expect(error).toMatch(expected);
      expect(tableau.server.take()).toEqual([]);
    });

    test('a data source with a password keeps the workbook back, too', async () => {
      tableau.folder.write('bad sources/Bad.tds', DATASOURCE.replace('port=', 'password="geheim" port='));
      const { code, error } = await tableau.publish(
        tableau.to('Data', '--datasources', join(tableau.folder.path, 'bad sources')),
      );
      expect(code).toBe(1);
      expect(error).toContain('Bad.tds:3: a password in "password"');
      expect(tableau.server.take()).toEqual([]);
    });

    test('a folder without data sources', async () => {
      const { code, error } = await tableau.publish(
        tableau.to('Data', '--datasources', join(tableau.folder.path, 'secrets none')),
      );
      expect(code).toBe(1);
      expect(error).toContain('no .tds file in this folder');
    });
  });

  test('a database on localhost is warned of: the server would look on its own machine', async () => {
    const file = tableau.folder.write('local.twb', WORKBOOK.replaceAll('db.example', 'localhost'));
    const { code, error } = await tableau.publish(['--check', '--workbook', file]);
    expect({ code, error }).toEqual({
      code: 0,
      error: `warning: ${file}: its database is on localhost, so Tableau looks on its own machine\n`,
    });
  });

  test('without a workbook it takes the one of this repository', async () => {
    const committed = join(process.cwd(), 'dashboards', 'tableau', 'DriftMonitoringDashboard.twb');
    const { code, out, error } = await tableau.publish(['--check']);
    expect(code).toBe(0);
    expect(out + error).toContain(`${committed}: `);
  });

  test('without the packages it says how to install them', async () => {
    const bare = { ...SECRETS, PYTHONPATH: '' };
    const { code, error } = await tableau.publish(tableau.to('Data'), bare, ['-S']);
    expect(code).toBe(2);
    expect(error).toMatch(/^\w+ is not installed: \S+ -m pip install -r \S+requirements\.txt\n$/);
  });
});
