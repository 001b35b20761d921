import { ParseOption, XmlDocument, XmlElement, XmlText, XmlCData } from 'libxml2-wasm';
import { USER_NAMESPACE } from '../../xml.js';

/** An element of a file, freed from the parser's memory. */
export interface Tree {
  readonly name: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** Those of a namespace with its prefix, such as `user:ui-marker`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Tree[];
  /** Its own text, without that of elements inside. */
  readonly text: string;
}

/** Nothing is there: what reads it finds no attributes, no children and no text. */
export const NOTHING: Tree = { name: '', line: 0, attributes: {}, children: [], text: '' };

const SWITCH = /^_\.fcp\.\w+\.(true|false)\.\.\.(.+)$/;

/** @throws XmlParseError where the text is no XML */
export function parseTree(text: string): Tree {
  const option: number = ParseOption.XML_PARSE_BIG_LINES | ParseOption.XML_PARSE_NONET;
  const document = XmlDocument.fromString(text, { option });
  try {
    return treeOf(document.root);
  } finally {
    document.dispose();
  }
}

function treeOf(element: XmlElement): Tree {
  const children: Tree[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(...withoutSwitch(treeOf(node)));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const attributes = Object.fromEntries(
    element.attrs.flatMap(({ prefix, namespaceUri, name, value }) => {
      const found = SWITCH.exec(name);
      if (found !== null) return found[1] === 'true' ? [[found[2] ?? '', value]] : [];
      return [
        [
          namespaceUri === USER_NAMESPACE ? `user:${name}` : prefix === '' ? name : `${prefix}:${name}`,
          value,
        ],
      ];
    }),
  ) as Record<string, string>;
  return { name: element.name, line: element.line, attributes, children, text };
}

/**
 * Older files write what depends on a feature twice, as `_.fcp.Feature.true...zone` and `_.fcp.Feature.false...zone`: the first
 * is what a release that knows the feature reads.
 */
function withoutSwitch(tree: Tree): Tree[] {
  const found = SWITCH.exec(tree.name);
  if (found === null) return [tree];
  return found[1] === 'true' ? [{ ...tree, name: found[2] ?? '' }] : [];
}

export function childrenOf(tree: Tree, name: string): Tree[] {
  return tree.children.filter((child) => child.name === name);
}

/** Down a path of names, always the first of a name; `NOTHING` where the path ends. */
export function descend(tree: Tree, ...path: readonly string[]): Tree {
  return path.reduce((at, name) => at.children.find((child) => child.name === name) ?? NOTHING, tree);
}

/** All elements of a name, at any depth, in the order of the file. */
export function allOf(tree: Tree, name: string): Tree[] {
  return everything(tree).filter((inner) => inner.name === name);
}

/** The element and all within it, in the order of the file. */
export function everything(tree: Tree): Tree[] {
  const all: Tree[] = [];
  const visit = (one: Tree): void => {
    all.push(one);
    one.children.forEach(visit);
  };
  visit(tree);
  return all;
}

export function attributeOf({ attributes }: Tree, name: string): string {
  return attributes[name] ?? '';
}
