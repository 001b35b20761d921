import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Certificate } from '../support/certificates.js';

/** A mail that the server has taken. */
export interface ReceivedMail extends ParsedMail {
  /** The addresses of the envelope, which say who really gets it. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** Who had logged in. */
  readonly user?: string;
  readonly encrypted: boolean;
  /** As it came, headers and all. */
  readonly raw: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface MailServerOptions {
  /** Where given, the server offers STARTTLS and asks for a login only once it is encrypted. */
  readonly certificate?: Certificate;
  /** Where given, nobody sends without this login. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** All mails so far, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** What clients did wrong so far: TLS that was broken off, wrong logins. */
  readonly errors: readonly string[];
  /**
   * What is refused from now on: recipients for good (550), or all mails for now (451, after MAIL since Alertmanager 0.25
   * ignores what is said after the text).
   */
  refuse(what: { readonly recipients?: readonly string[]; readonly everything?: boolean }): void;
  stop(): Promise<void>;
}

/** A real SMTP server on a free loopback port. */
export async function startMailServer({ certificate, login }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const errors: string[] = [];
  let refused: Parameters<MailServer['refuse']>[0] = {};
  const server = new SMTPServer({
    ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }),
    authOptional: login === undefined,
    disableReverseLookup: true,
    disabledCommands: [...(certificate ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    allowInsecureAuth: certificate === undefined,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) return done(null, { user: username });
      errors.push(`wrong login of ${username}`);
      done(reply(535, 'wrong user or password'));
    },
    onMailFrom(_address, _session, done) {
      done(refused.everything ? reply(451, 'come back later') : undefined);
    },
    onRcptTo({ address }, _session, done) {
      done(refused.recipients?.includes(address) ? reply(550, 'no such user') : undefined);
    },
    onData(stream, session, done) {
      void receive(stream, session).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  server.on('error', (error) => errors.push(String(error)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    mails,
    errors,
    refuse: (what) => (refused = what),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    ...(await simpleParser(raw)),
    envelope: {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
    },
    ...(session.user === undefined ? {} : { user: session.user }),
    encrypted: session.secure,
    raw: raw.toString(),
    at: Date.now(),
  };
}

const reply = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
