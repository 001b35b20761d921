import { XmlDocument, XmlElement } from 'libxml2-wasm';
import type { ConnectionOptions } from './connectionOptions.js';

/** The card and the filters of a window's length, which hold one name. */
const WINDOWS = "//groupfilter[@function='member'][@level='[none:window_name:nk]']";
const CONNECTIONS = "//named-connection/connection[@class='postgres']";

/** A workbook or data source as it is committed, for somebody's own server. Whatever their names hold, it stays well-formed. */
export function connectFile(
  text: string,
  { host, port, database, user, sslmode, window }: ConnectionOptions,
): string {
  const document = XmlDocument.fromString(text);
  try {
    const set = (path: string, attributes: Readonly<Record<string, string>>): void => {
      for (const node of document.find(path)) {
        if (!(node instanceof XmlElement)) continue;
        for (const [name, value] of Object.entries(attributes)) node.setAttr(name, value);
      }
    };
    set(CONNECTIONS, {
      server: host,
      port: String(port),
      dbname: database,
      username: user,
      sslmode: sslmode === 'require' ? 'require' : '',
    });
    set(`${CONNECTIONS}/..`, { caption: host });
    set(WINDOWS, { member: `"${window}"` });
    return document.toString({ format: false });
  } finally {
    document.dispose();
  }
}
