import express, { type Express } from 'express';
import { mountRoutes, type Mounting } from './http/mountRoutes.js';
import type { Route } from './http/route.js';
import { securityHeaders } from './http/securityHeaders.js';
import { openApiDocument } from './openapi/openApiDocument.js';
import * as registry from './routes/index.js';

/** Every route of the server, in no order. */
export const routes: readonly Route[] = Object.values(registry);

/** Everything between a request and its answer. */
export function app(mounting: Omit<Mounting, 'document'>): Express {
  const application = express();
  application.disable('x-powered-by');
  application.disable('etag');
  application.use(securityHeaders());
  let document: object | undefined;
  application.use(
    mountRoutes(routes, { ...mounting, document: () => (document ??= openApiDocument(routes)) }),
  );
  return application;
}
