import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Certificate } from '../support/certificates.js';
import { serveOnLoopback } from './loopbackHttp.js';

/** A part of a multipart body. */
export interface Part {
  readonly disposition: string;
  readonly content: string;
}

/** A request as it came. */
export interface TableauRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** By name; empty where the body is not multipart. */
  readonly parts: ReadonlyMap<string, Part>;
}

export interface Answer {
  readonly status: number;
  /** XML where it is text, else JSON. */
  readonly body: unknown;
}

/** What stands for the answers of a Tableau Server, by `METHOD path`. */
export type Answers = Readonly<Record<string, Answer>>;

export interface TableauServer {
  readonly url: string;
  /** What came since the last call, oldest first. */
  take(): TableauRequest[];
  /** Answers that differ from the usual ones, from now on. */
  answer(answers: Answers): void;
  stop(): Promise<void>;
}

export const SESSION_TOKEN = 'session-token-of-the-stand-in';
export const SITE = '/api/3.29/sites/site-id';

/** An answer with elements in Tableau's namespace. */
export function tsResponse(body: string, status = 200): Answer {
  return {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?><tsResponse xmlns="http://tableau.com/api">${body}</tsResponse>`,
  };
}

/** A refusal in Tableau's words. */
export function tsError(status: number, code: string, summary: string, detail: string): Answer {
  return tsResponse(
    `<error code="${code}"><summary>${summary}</summary><detail>${detail}</detail></error>`,
    status,
  );
}

const PROJECTS = `<pagination pageNumber="1" pageSize="100" totalAvailable="4"/><projects>
  <project id="p-default" name="default"/>
  <project id="p-data" name="Data"/>
  <project id="p-drift" name="Drift" parentProjectId="p-data"/>
  <project id="p-other" name="Drift" parentProjectId="p-default"/></projects>`;

const USUAL: Answers = {
  'GET /api/2.4/serverInfo': tsResponse(
    '<serverInfo><productVersion build="20262.26.0601.0001">2026.2.0</productVersion><restApiVersion>3.29</restApiVersion></serverInfo>',
  ),
  'POST /api/3.29/auth/signin': tsResponse(
    `<credentials token="${SESSION_TOKEN}"><site id="site-id" contentUrl="data"/><user id="user-id"/></credentials>`,
  ),
  [`GET ${SITE}/projects`]: tsResponse(PROJECTS),
  [`POST ${SITE}/workbooks/validateWorkbook`]: {
    status: 200,
    body: { timestamp: '2026-11-29T12:00:00Z', errors: [], warnings: [] },
  },
  [`POST ${SITE}/workbooks`]: tsResponse(
    '<workbook id="w" name="w" webpageUrl="https://tableau.example/workbooks/1"><project id="p-data"/><owner id="user-id"/></workbook>',
    201,
  ),
  [`POST ${SITE}/datasources`]: tsResponse(
    '<datasource id="d" name="d" webpageUrl="https://tableau.example/datasources/1"><project id="p-data"/><owner id="user-id"/></datasource>',
    201,
  ),
  'POST /api/3.29/auth/signout': { status: 204, body: '' },
};

/**
 * Speaks, on a loopback port, the calls of Tableau's REST API that Tableau's own Python client makes to publish, as
 * recorded from that client. It stands for the protocol, not for the product: it understands no workbook, connects to no
 * database, and checks no rights.
 */
export async function startTableauServer(certificate?: Certificate): Promise<TableauServer> {
  let received: TableauRequest[] = [];
  let answers = USUAL;
  const { origin, stop } = await serveOnLoopback((request, body, response) => {
    const { method = '', headers } = request;
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://stand.in');
    received.push({ method, path, query, headers, body, parts: partsOf(body, headers['content-type']) });
    reply(response, answers[`${method} ${path}`] ?? tsError(404, '404000', 'Not found', 'no such call'));
  }, certificate);
  return {
    url: origin,
    take: () => {
      const taken = received;
      received = [];
      return taken;
    },
    answer: (others) => void (answers = { ...USUAL, ...others }),
    stop,
  };
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/xml' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}

function partsOf(body: string, contentType = ''): Map<string, Part> {
  const boundary = /^multipart\/mixed; boundary=(\S+)$/.exec(contentType)?.[1];
  const parts = new Map<string, Part>();
  if (boundary === undefined) return parts;
  for (const text of body.split(`--${boundary}`).slice(1, -1)) {
    const [head = '', ...content] = text.slice(2, -2).split('\r\n\r\n');
    const disposition = /^Content-Disposition: (.*)$/m.exec(head)?.[1]?.trim() ?? '';
    const name = /name="([^"]*)"/.exec(disposition)?.[1] ?? '';
    parts.set(name, { disposition, content: content.join('\r\n\r\n') });
  }
  return parts;
}
