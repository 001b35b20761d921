/** Who runs a command, for the audit log. */
export function userName(): string {
  return process.env.SUDO_USER ?? process.env.USER ?? process.env.LOGNAME ?? 'local';
}
