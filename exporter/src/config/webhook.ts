import { secret, secretFile, type Place } from './fields.js';
import { isLocalHost } from './localHost.js';
import type { Secret } from './secret.js';

/** Whoever reads the address on its way may write there, so that it goes to other machines encrypted alone. */
function isAddress(value: Secret): boolean {
  const address = value.reveal();
  if (address.startsWith('https://')) return true;
  return address.startsWith('http://') && URL.canParse(address) && isLocalHost(new URL(address).hostname);
}

/** The address of an incoming webhook, which is a secret. */
export const webhook = () =>
  secret().refine(isAddress, { error: 'expected an address that starts with https://' });

/** The path of a file that holds such an address. */
export const webhookFile = (place: Place) =>
  secretFile(place).refine(isAddress, { error: 'expected a file with an address that starts with https://' });
