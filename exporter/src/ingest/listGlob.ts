import { quoteText } from '../sources/sql.js';
import { Scratch } from './scratch.js';

/** The files that match a pattern. */
export async function listGlob(pattern: string): Promise<string[]> {
  const scratch = await Scratch.open(pattern, 'UTC');
  try {
    const rows = await scratch.query(`SELECT file FROM glob(${quoteText(pattern)})`);
    return rows.map(([file]) => String(file));
  } finally {
    await scratch.close();
  }
}
