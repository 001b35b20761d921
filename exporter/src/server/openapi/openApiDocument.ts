import { z } from 'zod';
import type { RequestBody, Route } from '../http/route.js';
import '../schemas/error.js';

const COMPONENTS = '#/components/schemas/';

/** The OpenAPI 3.1 description of all routes, from the same schemas that validate requests and type answers. */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'drift-exporter',
      version: '1',
      description: 'How far production data has moved away from the data that a model was trained on.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: componentsOf(),
      securitySchemes: {
        password: { type: 'http', scheme: 'basic' },
        token: { type: 'http', scheme: 'bearer' },
        link: { type: 'apiKey', in: 'query', name: 'signature' },
      },
    },
    security: [{ password: [] }, { token: [] }],
  };
}

function operation(route: Route): object {
  const { id, summary, role, method, signed = false, failures = {} } = route;
  const parameters = [
    ...parameterList('path', route.parameters ?? {}),
    ...parameterList('query', route.query ?? {}),
    ...parameterList('header', route.headers ?? {}),
  ];
  const own = Object.entries(failures).map(([status, description]) => [
    status,
    { description, ...(role === 'anyone' ? { content: content(route) } : errorContent) },
  ]);
  return {
    operationId: id,
    summary,
    description:
      role === 'anyone' ? 'Needs no login.' : `Needs the role ${role}${signed ? ', or a signed link' : ''}.`,
    ...(role === 'anyone' ? { security: [] } : {}),
    ...(signed ? { security: [{ password: [] }, { token: [] }, { link: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: requestBody(route.body) }),
    responses: {
      ...(route.redirects === undefined
        ? { 200: { description: 'As asked for', content: content(route) } }
        : { 303: { description: route.redirects } }),
      ...(parameters.length === 0 && route.body === undefined
        ? {}
        : { 400: failure('A parameter or the body is wrong') }),
      ...(route.body === undefined ? {} : { 413: failure('The body is too large') }),
      ...(role === 'anyone'
        ? {}
        : {
            401: failure('Nobody is logged in, or the password or token is wrong'),
            403: failure(
              signed
                ? 'The role is too low, or the link is not signed by this exporter'
                : method === 'post'
                  ? 'The role is too low, or another site asks'
                  : 'The role is too low',
            ),
            ...(signed ? { 410: failure('The link has expired') } : {}),
            429: failure('Too many failed logins; Retry-After says when to try again'),
            503: failure('No answer in time; Retry-After says when to try again'),
          }),
      ...(route.parameters === undefined ? {} : { 404: failure('There is none of that name') }),
      ...Object.fromEntries(own),
    },
  };
}

const errorContent = { content: { 'application/json': { schema: { $ref: `${COMPONENTS}Error` } } } };
const failure = (description: string): object => ({ description, ...errorContent });

function content({ response, produces }: Route): object {
  const schema = response === undefined ? { type: 'string' } : { $ref: `${COMPONENTS}${idOf(response)}` };
  // bytes have no schema
  return Object.fromEntries(produces.map((type) => [type, type === 'image/png' ? {} : { schema }]));
}

const contentTypes = {
  json: ['application/json'],
  form: ['application/x-www-form-urlencoded'],
  rows: ['application/json', 'application/x-ndjson'],
} as const;

function requestBody({ schema, type, optional = false }: RequestBody): object {
  return {
    required: !optional,
    content: Object.fromEntries(
      contentTypes[type].map((name) => [name, { schema: { $ref: `${COMPONENTS}${idOf(schema)}` } }]),
    ),
  };
}

function parameterList(
  where: 'path' | 'query' | 'header',
  shape: Readonly<Record<string, z.ZodType>>,
): object[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, examples, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' });
    delete rest.$schema;
    loosen(rest);
    const required = where === 'path' || !schema.safeParse(undefined).success;
    return {
      name,
      in: where,
      required,
      ...(description === undefined ? {} : { description }),
      schema: { ...rest, ...(examples === undefined ? {} : { examples }) },
    };
  });
}

/** Every schema with an id, however deep it lies. */
function componentsOf(): object {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `${COMPONENTS}${id}`,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => loosen(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, { ...schema, $id: undefined, $schema: undefined }]),
  );
}

/** Answers may get more keys later, and how zod checks a number or a time is nobody's business. */
function loosen(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function idOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new TypeError('a schema of a response or a body needs an id');
  return id;
}
