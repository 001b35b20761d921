import pg from 'pg';
import type { Finding } from './finding.js';
import * as registry from './live/index.js';
import type { Answer, Ask, LiveCheck, Store } from './live/liveCheck.js';
import type { Workbook } from './model/workbook.js';

// a module's names come by the alphabet, and these checks have an order of their own
const FIRST = [registry.storeVersion, registry.relationsThere, registry.columnTypes, registry.emptyStore];
export const ALL_LIVE_CHECKS: readonly LiveCheck[] = [...new Set([...FIRST, ...Object.values(registry)])];

/** How long a sheet may take. */
export const TIMEOUT_SECONDS = 30;

/** A client that has begun a transaction, as who asks of it; a failure leaves the transaction as it was. */
export function askOf(client: Pick<pg.Client, 'query'>): Ask {
  return async (sql, values = []): Promise<Answer> => {
    await client.query('SAVEPOINT asked');
    try {
      const { rows, fields } = await client.query<Record<string, unknown>>(sql, [...values]);
      await client.query('RELEASE SAVEPOINT asked');
      return { rows, fields };
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT asked');
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** What a workbook shows on a store. */
export async function storeFindings(workbook: Workbook, store: Store): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, find, last = false } of ALL_LIVE_CHECKS) {
    const problems = await find(workbook, store);
    findings.push(...problems.map((problem) => ({ check: id, ...problem })));
    if (last && problems.length > 0) break;
  }
  return findings;
}

/**
 * The same of the store at an address, in a transaction that only reads.
 * @throws Error where it cannot be reached
 */
export async function checkStore(
  workbook: Workbook,
  url: string,
  mayBeEmpty: ReadonlySet<string>,
): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the store at ${placeOf(url)} cannot be reached: ${why}`, { cause: error });
  }
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = '${TIMEOUT_SECONDS}s'`);
    return await storeFindings(workbook, { ask: askOf(client), place: placeOf(url), mayBeEmpty });
  } finally {
    await client.end();
  }
}

/** Without a login. @throws Error where it is no address, which does not repeat it: there may be a password in it */
export function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new Error('the url of the store is no address, such as postgres://user@host/drift');
  return `${parsed.host}${parsed.pathname}`;
}
