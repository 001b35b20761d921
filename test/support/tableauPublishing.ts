import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TableauClient } from '../services/tableauClient.js';
import {
  SESSION_TOKEN,
  SITE,
  startTableauServer,
  type TableauRequest,
  type TableauServer,
} from '../services/tableauServer.js';
import { dataFolder, type DataFolder } from './dataFolder.js';

const script = join(process.cwd(), 'provisioning', 'tableau', 'publish.py');

/** With all that XML, URLs and JSON write otherwise. */
export const SECRETS = {
  TABLEAU_TOKEN_NAME: 'drift',
  TABLEAU_TOKEN_VALUE: 'pat-Secret+7==:x',
  DRIFT_STORE_PASSWORD: 'geheim "&<ö>',
};
export const SIGN_IN = ['GET /api/2.4/serverInfo', 'POST /api/3.29/auth/signin'];
export const SIGN_OUT = 'POST /api/3.29/auth/signout';

const CONNECTION =
  '<connection class="postgres" server="db.example" port="5433" dbname="drift" username="drift_tableau" authentication="username-password"/>';
const NAMED = `<named-connections><named-connection name="postgres.1">${CONNECTION}</named-connection></named-connections>`;
const FEDERATED = `<connection class="federated">${NAMED}</connection>`;
const SOURCE = `<datasource>${FEDERATED}</datasource>`;

/** A workbook that has what the script reads, with both kinds of line ends and a letter of two bytes. */
export const WORKBOOK = file('workbook', `<datasources>${SOURCE}${SOURCE}</datasources>`);
export const DATASOURCE = file('datasource', FEDERATED);

function file(kind: string, body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<${kind} version="18.1">\n<!-- ö -->${body}</${kind}>\n`;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface TableauPublishing {
  readonly server: TableauServer;
  readonly folder: DataFolder;
  /** The file of WORKBOOK. */
  readonly workbook: string;
  /** Runs the script with variables, by default SECRETS, and fails where a secret stands in what it prints. */
  publish(
    args: readonly string[],
    variables?: Readonly<Record<string, string | undefined>>,
    pythonArgs?: readonly string[],
  ): Promise<Run>;
  /** The arguments that publish the workbook on the stand-in. */
  to(project: string, ...more: readonly string[]): string[];
  /** The calls that came since the last question. */
  calls(): string[];
}

/** What the tests of publish.py share; the stand-in for Tableau starts afresh before each test of the suite. */
export function tableauPublishing({ python, env }: TableauClient): TableauPublishing {
  const folder = dataFolder();
  const workbook = folder.write('book.twb', WORKBOOK);
  let started: TableauServer | undefined;
  const server = (): TableauServer => {
    if (started === undefined) throw new Error('the stand-in is not started yet');
    return started;
  };
  beforeAll(async () => void (started = await startTableauServer()));
  afterAll(() => started?.stop());
  beforeEach(() => {
    server().answer({});
    server().take();
  });
  return {
    get server() {
      return server();
    },
    folder,
    workbook,
    publish: async (args, variables = SECRETS, pythonArgs = []) => {
      const { PATH, HOME } = process.env;
      const result = await run(python, ['-B', ...pythonArgs, script, ...args], {
        ...{ PATH, HOME, NO_PROXY: '*' },
        ...env,
        ...variables,
      });
      for (const secret of [SECRETS.TABLEAU_TOKEN_VALUE, 'geheim', SESSION_TOKEN, 'Traceback']) {
        expect(result.out + result.error).not.toContain(secret);
      }
      return result;
    },
    to: (project, ...more) => {
      const where = ['--server', server().url, '--site', 'data', '--project', project];
      return [...where, '--workbook', workbook, ...more];
    },
    calls: () => callsOf(server().take()),
  };
}

/** Requests as `METHOD path`, with the site as `…`. */
export function callsOf(requests: readonly TableauRequest[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(SITE, '…')}`);
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, error] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}
