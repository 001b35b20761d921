import { z } from 'zod';
import {
  integer,
  path,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  unexpected,
  webAddress,
  type Place,
} from './fields.js';
import type { Secret } from './secret.js';

/** Reads `host:port` or `[ipv6]:port`; an empty host stands for all addresses. Undefined where it is neither. */
export function parseListen(value: string): { host: string; port: number } | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]]*)):(\d{1,5})$/i.exec(value);
  const port = Number(match?.[3]);
  return match === null || port > 65_535 ? undefined : { host: match[1] ?? match[2] ?? '', port };
}

const listen = () =>
  z
    .string()
    .transform(
      (value, context) =>
        parseListen(value) ?? unexpected(context, 'an address and a port such as "127.0.0.1:9464"'),
    );

/** What a user may do: look; reload, ingest and acknowledge; promote references and read configuration and audit log. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A machine's bearer token. */
const token = (place: Place) =>
  section({
    name: text(),
    role: z.enum(roles).prefault('viewer'),
    token: secret().optional(),
    token_file: secretFile(place).optional(),
  }).transform(({ token_file, ...rest }, context) => ({
    ...rest,
    token: pickSecret('token', rest.token, token_file, context),
  }));

/** Signs links; guessing one of this length is hopeless. */
const SHORTEST_KEY = 32;
const longEnough = (value: Secret) => value.reveal().length >= SHORTEST_KEY;
const tooShort = { error: `expected at least ${SHORTEST_KEY} characters` };

/** Where the exporter listens, who may do what there, how many series it publishes and how others reach it. */
export const server = (place: Place) =>
  section({
    listen: listen().prefault('127.0.0.1:9464'),
    web_config: path(place).optional(),
    roles: z.record(z.string(), z.enum(roles)).prefault({}),
    tokens: z.array(token(place)).prefault([]),
    max_series: integer(100).prefault(10_000),
    external_url: webAddress('https://drift.example.org').optional(),
    signing_key: secret().refine(longEnough, tooShort).optional(),
    signing_key_file: secretFile(place).refine(longEnough, tooShort).optional(),
  }).transform(({ signing_key_file, ...rest }, context) => ({
    ...rest,
    signing_key: pickSecret('signing_key', rest.signing_key, signing_key_file, context),
  }));
