/** One line of the log: what happened, and names and numbers that belong to it. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, string | number | undefined>>,
) => void;

/** Lines in logfmt on stderr, which people can read and collectors parse. Line breaks in values cannot forge a line. */
export const log: Log = (level, message, fields = {}) => {
  const parts = Object.entries({ time: new Date().toISOString(), level, msg: message, ...fields })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${written(value ?? '')}`);
  process.stderr.write(`${parts.join(' ')}\n`);
};

function written(value: string | number): string {
  const text = String(value);
  return /^[\w.:/@%+-]+$/.test(text) ? text : JSON.stringify(text);
}
