import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { Secret } from '../../../exporter/src/config/secret.js';
import { postgresDatabase } from '../../../exporter/src/store/postgresDatabase.js';
import { openStore, type Store } from '../../../exporter/src/store/store.js';
import { startPostgres, type PostgresServer } from '../../services/postgres.js';

export const retention = { buckets: 0, days: 0, scores: 0 };

/** Roles belong to a whole server, so tests of them have one of their own. */
export class RoleServer {
  readonly #server: PostgresServer;
  readonly admin: pg.Pool;

  private constructor(server: PostgresServer) {
    this.#server = server;
    this.admin = new pg.Pool({ connectionString: server.url, max: 1 });
    this.admin.on('error', () => undefined);
  }

  static async start(): Promise<RoleServer> {
    return new RoleServer(await startPostgres());
  }

  async stop(): Promise<void> {
    await this.admin.end();
    await this.#server.stop();
  }

  urlOf(database: string, role?: string): string {
    const url = new URL(this.#server.url);
    url.pathname = `/${database}`;
    if (role !== undefined) [url.username, url.password] = [role, `password of ${role}`];
    return url.href;
  }

  /** Whoever asks must end the connection; a superuser where no role is named. */
  async connect(database: string, role?: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.urlOf(database, role) });
    await client.connect();
    return client;
  }

  /** Runs scripts of provisioning/postgres as a superuser, and gives these roles passwords. */
  async provision(database: string, scripts: readonly string[], roles: readonly string[]): Promise<void> {
    const client = await this.connect(database);
    try {
      for (const script of scripts)
        await client.query(await readFile(`provisioning/postgres/${script}`, 'utf8'));
      for (const role of roles) await client.query(`ALTER ROLE ${role} PASSWORD 'password of ${role}'`);
    } finally {
      await client.end();
    }
  }

  createRoles(database: string): Promise<void> {
    return this.provision(database, ['roles.sql'], ['drift_owner', 'drift_writer', 'drift_reader']);
  }

  open(database: string, role?: string): Promise<Store> {
    return openStore({ url: new Secret(this.urlOf(database, role)), retention });
  }

  /** Each of the statements is refused for want of rights. */
  async refused(database: string, role: string, statements: readonly string[]): Promise<void> {
    const connection = await postgresDatabase(this.urlOf(database, role), 60_000);
    try {
      for (const sql of statements) {
        const outcome: unknown = await connection.script(sql).catch((error: unknown) => error);
        expect([sql, outcome]).toMatchObject([
          sql,
          { code: expect.stringMatching(/^store_(denied|unwritable)$/) },
        ]);
      }
    } finally {
      await connection.close();
    }
  }
}
