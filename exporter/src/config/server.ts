import { z } from 'zod';
import { integer, section, unexpected } from './fields.js';

/** `host:port` or `[ipv6]:port`; an empty host stands for all addresses. */
const listen = () =>
  z.string().transform((value, context) => {
    const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]]*)):(\d{1,5})$/i.exec(value);
    const port = Number(match?.[3]);
    if (match === null || port > 65_535) {
      return unexpected(context, 'an address and a port such as "127.0.0.1:9464"');
    }
    return { host: match[1] ?? match[2] ?? '', port };
  });

const externalUrl = () =>
  z.string().superRefine((value, context) => {
    if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
      unexpected(context, 'an address such as "https://drift.example.org"');
    }
  });

/** Where the exporter listens, how many series it publishes and how others reach it. */
export const server = () =>
  section({
    listen: listen().prefault('127.0.0.1:9464'),
    max_series: integer(100).prefault(10_000),
    external_url: externalUrl().optional(),
  });
