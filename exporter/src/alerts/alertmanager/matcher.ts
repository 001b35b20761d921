/** A matcher of Alertmanager's, such as `team="risk"`; the value may hold anything. */
export function matcher(label: string, operator: '=' | '!=' | '=~' | '!~', value: string): string {
  const escaped = value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  return `${label}${operator}"${escaped}"`;
}
