import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { section } from '../../config/fields.js';
import type { Role } from '../../config/schema.js';
import type { Backend } from '../backend.js';
import type { ServerLimits } from '../settings.js';
import { jsonReply, type Reply } from './reply.js';
import { parseBody } from './parseBody.js';
import { parseParameters } from './parseParameters.js';

/** What a route may use. */
export interface RouteContext {
  readonly backend: Backend;
  /** Who asks. */
  readonly actor: string;
  /** What they may do. */
  readonly role: Role;
  /** The OpenAPI document of all routes. */
  readonly document: () => object;
  /** For a route that bounds its own steps. */
  readonly limits: Pick<ServerLimits, 'answerTimeout' | 'scoresTimeout'>;
}

type Shape = Readonly<Record<string, z.ZodType>>;
type None = Record<never, never>;
type Values<Given extends Shape> = { readonly [Key in keyof Given]: z.output<Given[Key]> };

/** What a request carries. */
export interface RequestBody<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** `form`: as a page's form sends it; `rows`: a list or lines of JSON, which the schema describes but does not check. */
  readonly type: 'json' | 'form' | 'rows';
  /** Bytes, where the server's limit is not right. */
  readonly limit?: number;
  /** Nothing at all stands for an empty object. */
  readonly optional?: boolean;
}

interface Definition<Path extends Shape, Query extends Shape, Body extends z.ZodType, Headers extends Shape> {
  readonly method: 'get' | 'post';
  /** As OpenAPI writes it: `/api/v1/models/{model}`. */
  readonly path: string;
  /** OpenAPI's `operationId`. */
  readonly id: string;
  readonly summary: string;
  /** Who may; `anyone` needs no login. */
  readonly role: Role | 'anyone';
  /** Whether a signed link lets anybody pass, too; the query then has `signedQuery`. */
  readonly signed?: boolean;
  readonly parameters?: Path;
  readonly query?: Query;
  /** By name in lower case. */
  readonly headers?: Headers;
  readonly body?: RequestBody<Body>;
  /** Milliseconds that an answer may take; `metrics` for the server's limit for `/metrics`, `own` where its steps have theirs. */
  readonly deadline?: number | 'metrics' | 'own';
  /** Where it leads, for a route that answers with 303 in place of 200. */
  readonly redirects?: string;
  /** Answers other than 200 that are particular to the route, by status. */
  readonly failures?: Readonly<Record<number, string>>;
}

interface Handling<
  Path extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Headers extends Shape,
  Answer,
> {
  handle(
    input: {
      readonly parameters: Values<Path>;
      readonly query: Values<Query>;
      readonly headers: Values<Headers>;
      readonly body: z.output<Body>;
      /** The body as it came, for rows. */
      readonly raw: Pick<RouteInput, 'body' | 'headers'>;
    },
    context: RouteContext,
  ): Answer | Promise<Answer>;
}

/** A request as it came. */
export interface RouteInput {
  readonly parameters: unknown;
  readonly query: unknown;
  readonly headers: IncomingHttpHeaders;
  /** Empty where there is none. */
  readonly body: Uint8Array;
}

/** One operation of the server. Validation, roles and the OpenAPI document are all derived from it. */
export interface Route extends Definition<Shape, Shape, z.ZodType, Shape> {
  /** Schema of the JSON that it answers with; absent where it answers with text. */
  readonly response?: z.ZodType;
  /** Content types that it answers with. */
  readonly produces: readonly string[];
  answer(input: RouteInput, context: RouteContext): Promise<Reply>;
}

/** A route that answers with JSON of a stated schema. */
export function jsonRoute<
  Response extends z.ZodType,
  Path extends Shape = None,
  Query extends Shape = None,
  Body extends z.ZodType = z.ZodUndefined,
  Headers extends Shape = None,
>(
  definition: Definition<Path, Query, Body, Headers> &
    Handling<Path, Query, Body, Headers, z.input<Response>> & {
      readonly response: Response;
      /** Headers that an answer has besides. */
      readonly answerHeaders?: (answer: z.input<Response>) => Readonly<Record<string, string>>;
    },
): Route {
  const parse = parser(definition);
  return {
    ...definition,
    produces: ['application/json'],
    async answer(input, context) {
      const answer = await definition.handle(parse(input), context);
      return { ...jsonReply(answer), headers: definition.answerHeaders?.(answer) ?? {} };
    },
  };
}

/** A route that answers with text or a picture. */
export function textRoute<
  Path extends Shape = None,
  Query extends Shape = None,
  Body extends z.ZodType = z.ZodUndefined,
>(
  definition: Definition<Path, Query, Body, None> &
    Handling<Path, Query, Body, None, Reply> & { readonly produces: readonly string[] },
): Route {
  const parse = parser(definition);
  return { ...definition, answer: async (input, context) => definition.handle(parse(input), context) };
}

function parser<Path extends Shape, Query extends Shape, Body extends z.ZodType, Headers extends Shape>({
  parameters,
  query,
  headers,
  body,
}: Definition<Path, Query, Body, Headers>) {
  const schemas = {
    parameters: section({ ...parameters }),
    query: section({ ...query }),
    headers: section({ ...headers }),
  };
  const names = Object.keys(headers ?? {});
  return (input: RouteInput) => ({
    parameters: parseParameters(schemas.parameters, input.parameters) as Values<Path>,
    query: parseParameters(schemas.query, input.query) as Values<Query>,
    headers: parseParameters(
      schemas.headers,
      // others are nobody's business
      Object.fromEntries(Object.entries(input.headers).filter(([name]) => names.includes(name))),
      'header',
    ) as Values<Headers>,
    body: (body === undefined || body.type === 'rows'
      ? undefined
      : parseBody(body, input.body)) as z.output<Body>,
    raw: input,
  });
}
