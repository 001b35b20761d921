import type { View, ViewColumn } from '../view.js';

/**
 * What is put together of several parts is so in a subquery: PostgreSQL takes a view that is a UNION ALL itself apart, guard or not,
 * and then conditions see rows before the guard does.
 */
export function united(view: View, parts: (columns: readonly ViewColumn[]) => readonly string[]): View {
  return {
    ...view,
    columns: view.columns.map(([name, , comment]) => [name, `u.${name}`, comment]),
    from: `FROM (${parts(view.columns).join('\nUNION ALL\n')}) u`,
  };
}
