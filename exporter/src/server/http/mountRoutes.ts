import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { DriftError } from '../../errors.js';
import { mayAct, type Principal } from '../access/principal.js';
import { followedLink } from '../access/signedRequest.js';
import type { Gate } from '../access/gate.js';
import type { Backend } from '../backend.js';
import type { ServerLimits } from '../settings.js';
import { errorReply, problem } from './errorReply.js';
import { Intake } from './intake.js';
import { sendReply, type Reply } from './reply.js';
import type { Route } from './route.js';
import { rowsReader } from './rowsReader.js';
import { withDeadline } from './withDeadline.js';

export interface Mounting {
  readonly backend: Backend;
  readonly gate: Gate;
  readonly limits: ServerLimits;
  /** Response headers from the web config file. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly document: () => object;
  readonly unexpected: (error: unknown) => void;
}

/** All routes as one router; behind them 405 for other methods and 404 for other paths, both for those logged in only. */
export function mountRoutes(routes: readonly Route[], mounting: Mounting): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const intake = new Intake(mounting.limits.intakeBytes);
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    router[route.method](
      path,
      guard(route, mounting),
      ...bodyReaders(route, mounting, intake),
      handler(route, mounting),
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    router.all(path.replace(/\{(\w+)\}/g, ':$1'), guard(loggedIn, mounting), (request, response) =>
      send(
        request,
        response,
        problem(405, 'method_not_allowed', `${request.method} is not possible here, only ${allowed}`, {
          Allow: allowed,
        }),
        mounting,
      ),
    );
  }
  router.use(guard(loggedIn, mounting), (request, response) =>
    send(request, response, problem(404, 'path_unknown', 'there is nothing at this path'), mounting),
  );
  const failed: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    return send(request, response, errorReply(error, mounting.unexpected), mounting);
  };
  router.use(failed);
  return router;
}

function send(request: Request, response: Response, reply: Reply, { limits, headers }: Mounting): void {
  sendReply(request, response, reply, { timeout: limits.sendTimeout, headers: headers() });
}

const principals = new WeakMap<Request, Principal>();

const loggedIn: Guarded = { role: 'viewer', path: '' };

type Guarded = Pick<Route, 'role' | 'path' | 'signed'>;

/** Lets only those pass who may act in a role, or who follow a link that says so. */
function guard({ role, path, signed = false }: Guarded, mounting: Mounting): RequestHandler {
  return async (request, response, next) => {
    if (role === 'anyone') return next();
    const link = signed ? followedLink(request, path, mounting.backend.links()) : undefined;
    const identity = link ?? (await mounting.gate.identify(request));
    if ('refusal' in identity) return send(request, response, identity.refusal, mounting);
    const { principal } = identity;
    if (!mayAct(principal, role)) {
      const message = `this needs the role ${role}, and ${principal.name} is ${principal.role}`;
      return send(request, response, problem(403, 'role_missing', message), mounting);
    }
    principals.set(request, principal);
    // mail that is read in a browser shows pictures of other sites
    if (link !== undefined) response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    return next();
  };
}

/** Bodies are read to their limit, and only of those who may act; a stated length that is too large is refused at once. */
function bodyReaders({ body }: Route, { backend, limits }: Mounting, intake: Intake): RequestHandler[] {
  const limit = body?.limit ?? limits.bodyBytes;
  if (body?.type === 'rows') {
    const refused = ({ params }: Request, error: unknown): void => {
      const isBusy = error instanceof DriftError && error.code === 'stream_busy';
      backend.refusedRows(String(params.model), isBusy ? 'busy' : 'invalid');
    };
    return [rowsReader(intake, { limit, timeout: limits.rowsTimeout }, refused)];
  }
  return [
    (request, _response, next) =>
      next(Number(request.headers['content-length'] ?? 0) > limit ? { status: 413, limit } : undefined),
    express.raw({ limit, type: () => true }),
  ];
}

function handler(route: Route, mounting: Mounting): RequestHandler {
  const { backend, limits, document, unexpected } = mounting;
  return async (request, response) => {
    const { name: actor, role } = principals.get(request) ?? { name: 'anyone', role: 'viewer' as const };
    const context = { backend, document, actor, role, limits };
    const body: unknown = request.body;
    const input = {
      parameters: request.params,
      query: request.query,
      headers: request.headers,
      body: body instanceof Uint8Array ? body : new Uint8Array(),
    };
    const reply = await inTime(route, route.answer(input, context), limits).catch((error: unknown) =>
      errorReply(error, unexpected),
    );
    if (!response.destroyed) send(request, response, reply, mounting);
  };
}

function inTime({ deadline }: Route, answer: Promise<Reply>, limits: ServerLimits): Promise<Reply> {
  if (deadline === 'own') return answer;
  return withDeadline(
    answer,
    deadline === 'metrics' ? limits.metricsTimeout : (deadline ?? limits.answerTimeout),
  );
}
