import { createHash } from 'node:crypto';

const digest = (...parts: readonly string[]): Buffer =>
  createHash('sha256').update(parts.join('\0')).digest();

/** As Tableau names connections and data sources: the same thing has the same name in each build. */
export function connectionId(...parts: readonly string[]): string {
  return BigInt(`0x${digest(...parts).toString('hex')}`)
    .toString(36)
    .slice(0, 28);
}

export function objectId(table: string): string {
  return `${table}_${digest('object', table).toString('hex').slice(0, 32).toUpperCase()}`;
}

/** `{8-4-4-4-12}` in capitals. */
export function uuid(...parts: readonly string[]): string {
  const hex = digest('uuid', ...parts)
    .toString('hex')
    .toUpperCase();
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `{${groups.join('-')}}`;
}

/** Digits alone, as in the names that Tableau gives to calculations. */
export function calculationId(view: string, name: string): string {
  return BigInt(`0x${digest('calculation', view, name).toString('hex').slice(0, 14)}`)
    .toString()
    .padStart(17, '1');
}
