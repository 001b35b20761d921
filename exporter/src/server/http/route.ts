import { z } from 'zod';
import { section } from '../../config/fields.js';
import type { Role } from '../../config/schema.js';
import type { Backend } from '../backend.js';
import { jsonReply, type Reply } from './reply.js';
import { parseParameters } from './parseParameters.js';

/** What a route may use. */
export interface RouteContext {
  readonly backend: Backend;
  /** Who asks. */
  readonly actor: string;
  /** The OpenAPI document of all routes. */
  readonly document: () => object;
}

type Shape = Readonly<Record<string, z.ZodType>>;
type None = Record<never, never>;
type Values<Given extends Shape> = { readonly [Key in keyof Given]: z.output<Given[Key]> };

interface Definition<Path extends Shape, Query extends Shape> {
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
  /** Milliseconds that an answer may take; `metrics` for the server's limit for `/metrics`. */
  readonly deadline?: number | 'metrics';
  /** Answers other than 200 that are particular to the route, by status. */
  readonly failures?: Readonly<Record<number, string>>;
}

interface Handling<Path extends Shape, Query extends Shape, Answer> {
  handle(
    input: { readonly parameters: Values<Path>; readonly query: Values<Query> },
    context: RouteContext,
  ): Answer | Promise<Answer>;
}

/** One operation of the server. Validation, roles and the OpenAPI document are all derived from it. */
export interface Route extends Definition<Shape, Shape> {
  /** Schema of the JSON that it answers with; absent where it answers with text. */
  readonly response?: z.ZodType;
  /** Content types that it answers with. */
  readonly produces: readonly string[];
  answer(
    input: { readonly parameters: unknown; readonly query: unknown },
    context: RouteContext,
  ): Promise<Reply>;
}

/** A route that answers with JSON of a stated schema. */
export function jsonRoute<Response extends z.ZodType, Path extends Shape = None, Query extends Shape = None>(
  definition: Definition<Path, Query> &
    Handling<Path, Query, z.input<Response>> & { readonly response: Response },
): Route {
  const parse = parser(definition);
  return {
    ...definition,
    produces: ['application/json'],
    answer: async (input, context) => jsonReply(await definition.handle(parse(input), context)),
  };
}

/** A route that answers with text or a picture. */
export function textRoute<Path extends Shape = None, Query extends Shape = None>(
  definition: Definition<Path, Query> &
    Handling<Path, Query, Reply> & { readonly produces: readonly string[] },
): Route {
  const parse = parser(definition);
  return { ...definition, answer: async (input, context) => definition.handle(parse(input), context) };
}

function parser<Path extends Shape, Query extends Shape>({ parameters, query }: Definition<Path, Query>) {
  const schemas = { parameters: section({ ...parameters }), query: section({ ...query }) };
  return (input: { readonly parameters: unknown; readonly query: unknown }) => ({
    parameters: parseParameters(schemas.parameters, input.parameters) as Values<Path>,
    query: parseParameters(schemas.query, input.query) as Values<Query>,
  });
}
