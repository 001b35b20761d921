import type { Server } from 'node:http';

/**
 * Stops accepting, drops idle connections, and gives requests under way so many milliseconds to finish; what is left
 * then is closed.
 */
export function stopServer(server: Server, timeout: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const limit = setTimeout(() => server.closeAllConnections(), timeout);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(limit);
      resolve();
    });
    server.closeIdleConnections();
  });
}
