import { secret, secretFile, type Place } from './fields.js';
import type { Secret } from './secret.js';

const isAddress = (value: Secret) => /^https?:\/\//.test(value.reveal());

/** The address of an incoming webhook, which is a secret. */
export const webhook = () =>
  secret().refine(isAddress, { error: 'expected an address that starts with https://' });

/** The path of a file that holds such an address. */
export const webhookFile = (place: Place) =>
  secretFile(place).refine(isAddress, { error: 'expected a file with an address that starts with https://' });
