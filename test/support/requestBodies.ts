import { alertMessage } from './alertMessages.js';

/** A right body for each route that takes one, by the route's id. */
export const bodies: Readonly<Record<string, string>> = {
  receiveAlerts: JSON.stringify(alertMessage([{ fingerprint: 'bbbbbbbbbbbbbbbb', start: Date.now() }])),
  acknowledgeAlert: JSON.stringify({ comment: 'I look into it' }),
  expectDrift: JSON.stringify({ until: new Date(Date.now() + 86_400_000).toISOString(), comment: 'a sale' }),
  observe: JSON.stringify([{ credit_score: 700, country: 'DE' }, { credit_score: null }]),
  acknowledgeForm: 'comment=I+look+into+it',
  expectedForm: `until=${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}&comment=a+sale`,
};
