import type { AddressInfo } from 'node:net';
import express from 'express';

/** What `observations.ts` is compared with: reads a body and sends it back. */
const app = express();
app.post('/', express.raw({ limit: '64mb', type: () => true }), (request, response) => {
  response.send(request.body as Buffer);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stderr.write(`url=http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
