import { isIPv6 } from 'node:net';
import { z } from 'zod';
import {
  certificateFile,
  flag,
  integer,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  unexpected,
  type Place,
} from './fields.js';

/** One address, without a name: what has brackets, quotes or braces would mean something else to Alertmanager. */
export const mailAddress = () =>
  z.string().regex(/^[^\s@"(),:;<>[\]\\{}]+@[^\s@"(),:;<>[\]\\{}]+$/, {
    error: 'expected an e-mail address such as "ml-team@example.org"',
  });

/** A host's name or address, without a port. */
const host = () =>
  z.string().superRefine((value, context) => {
    if (!/^[^\s/{}[\]@]+$/.test(value)) {
      unexpected(context, 'the name of a host such as "mail.example.org"');
    } else if (value.includes(':') && !isIPv6(value)) {
      unexpected(context, 'a host without a port, which goes into smtp.port');
    }
  });

/** The mail server. */
export const smtp = (place: Place) =>
  section({
    host: host(),
    port: integer(1, 65_535).prefault(587),
    from: mailAddress(),
    user: text().optional(),
    password: secret().optional(),
    password_file: secretFile(place).optional(),
    require_tls: flag().prefault(true),
    ca_file: certificateFile(place).optional(),
  }).transform(({ password_file, ...rest }, context) => ({
    ...rest,
    password: pickSecret('password', rest.password, password_file, context),
  }));
