import { XmlAttribute, XmlDocument, XmlElement } from 'libxml2-wasm';
import { USER_NAMESPACE } from '../../../dashboards/src/tableau/xml.js';

/** A mistake that somebody could make, in the text of a sound workbook, and the check that must find it. */
export interface Defect {
  readonly what: string;
  /** Id of the check. */
  readonly check: string;
  edit(text: string): string;
}

/** The parts of a workbook that a defect changes; each fails where what it names is not there. */
export class Editor {
  constructor(readonly document: XmlDocument) {}

  one(path: string): XmlElement {
    const found = this.document.get(path, { user: USER_NAMESPACE });
    if (!(found instanceof XmlElement)) throw new Error(`nothing is at ${path}`);
    return found;
  }

  get(path: string, attribute: string): string {
    const value = this.one(path).attr(attribute)?.value;
    if (value === undefined) throw new Error(`${path} has no ${attribute}`);
    return value;
  }

  set(path: string, attributes: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(attributes)) this.one(path).setAttr(name, value);
  }

  unset(path: string, attribute: string): void {
    const found = this.one(path).attr(attribute);
    if (!(found instanceof XmlAttribute)) throw new Error(`${path} has no ${attribute}`);
    found.remove();
  }

  drop(path: string): void {
    this.one(path).remove();
  }

  add(path: string, name: string, attributes: Readonly<Record<string, string>> = {}): void {
    const added = this.one(path).addElement(name);
    for (const [key, value] of Object.entries(attributes)) added.setAttr(key, value);
  }

  /** Every occurrence in an attribute. */
  replace(path: string, attribute: string, from: string, to: string): void {
    const value = this.get(path, attribute);
    if (!value.includes(from)) throw new Error(`${attribute} of ${path} has no ${from}`);
    this.set(path, { [attribute]: value.replaceAll(from, to) });
  }

  text(path: string, change: (text: string) => string): void {
    const found = this.one(path);
    const before = found.content;
    const after = change(before);
    if (after === before) throw new Error(`the text of ${path} does not change`);
    for (let node = found.firstChild; node !== null; node = found.firstChild) node.remove();
    found.addText(after);
  }
}

/** A defect in elements and attributes. */
export function defect(check: string, what: string, change: (editor: Editor) => void): Defect {
  return {
    what,
    check,
    edit(text) {
      const document = XmlDocument.fromString(text);
      try {
        change(new Editor(document));
        return document.toString({ format: false });
      } finally {
        document.dispose();
      }
    },
  };
}

/** A defect that no XML parser would let pass, or see. */
export function textDefect(check: string, what: string, from: string, to: string): Defect {
  return {
    what,
    check,
    edit(text) {
      if (!text.includes(from)) throw new Error(`there is no ${from}`);
      return text.replace(from, to);
    },
  };
}

export const source = (caption: string): string => `/workbook/datasources/datasource[@caption="${caption}"]`;
export const sheet = (name: string): string => `/workbook/worksheets/worksheet[@name="${name}"]`;
export const view = (name: string): string => `${sheet(name)}/table/view`;
export const pane = (name: string): string => `${sheet(name)}/table/panes/pane[1]`;
export const dashboard = (name: string): string => `/workbook/dashboards/dashboard[@name="${name}"]`;
export const zone = (name: string): string => `${dashboard(name)}/zones/zone`;
export const window = (name: string): string => `/workbook/windows/window[@name="${name}"]`;
export const action = (caption: string): string => `/workbook/actions/action[@caption="${caption}"]`;
/** A pill that a sheet declares. */
export const pill = (name: string, of: string): string =>
  `${view(name)}/datasource-dependencies/column-instance[@name="${of}"]`;
export const HEATMAP = 'PSI of all features';
export const TREND = 'PSI over time and its thresholds';
export const DISTRIBUTION = 'Reference and current distribution';
export const STATUS = 'Status of every model';
export const LATENCY = 'Latency trend: how long a check takes';
