/** Where the result store is. There is no password: Tableau asks for it. */
export interface Connection {
  readonly server: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly sslmode: 'require' | '';
}

/** What the committed files name. */
export const EXAMPLE_CONNECTION: Connection = {
  server: 'localhost',
  port: 5432,
  dbname: 'drift',
  username: 'drift_tableau',
  sslmode: '',
};
