export const SSL_MODES = ['require', 'disable'] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** Where Tableau finds the result store, and what its sheets show at first. There is no password among it. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslmode: SslMode;
  /** A window's length by the name that results have for it, such as `1d`. */
  readonly window: string;
}
