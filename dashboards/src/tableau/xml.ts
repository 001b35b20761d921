import { XmlDocument, type XmlElement } from 'libxml2-wasm';

/** An element to be written; attributes that are undefined are left out. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: ReadonlyArray<Node | string>;
}

/** `user:` in front of an attribute's name puts it into Tableau's own namespace. */
export const USER_NAMESPACE = 'http://www.tableausoftware.com/xml/user';

export function element(
  name: string,
  attributes: Node['attributes'] = {},
  ...children: ReadonlyArray<Node | string>
): Node {
  return { name, attributes, children };
}

/** Only where there is something in it. */
export function elementOf(name: string, attributes: Node['attributes'], children: readonly Node[]): Node[] {
  return children.length > 0 ? [element(name, attributes, ...children)] : [];
}

/** The same tree gives the same bytes: attributes by name, an element a line. */
export function writeXml(root: Node): string {
  const document = XmlDocument.create();
  try {
    const top = document.createRoot(root.name);
    top.addNsDeclaration(USER_NAMESPACE, 'user');
    fill(top, root);
    return document.toString({ format: true });
  } finally {
    document.dispose();
  }
}

function fill(target: XmlElement, { attributes, children }: Node): void {
  const given = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of given) {
    if (value === undefined) continue;
    const [prefix, local] = name.startsWith('user:') ? ['user', name.slice(5)] : [undefined, name];
    target.setAttr(local, String(value), prefix);
  }
  for (const child of children) {
    if (typeof child !== 'string') fill(target.addElement(child.name), child);
    // an empty text would open and close its element
    else if (child !== '') target.addText(child);
  }
}
