/** Whether a host is this machine: loopback, a Unix socket's folder, or none at all. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|)$/.test(host) || host.startsWith('/');
}
