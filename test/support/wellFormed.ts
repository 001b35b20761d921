const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const text = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)+/iy;
const declaration = /<\?xml[^>]*\?>/y;

/** Throws where XML is not well-formed, has characters that XML forbids, or attributes without quotes. */
export function expectWellFormed(xml: string): void {
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(xml);
  if (forbidden !== null) throw new Error(`character ${forbidden[0].codePointAt(0)} at ${forbidden.index}`);
  const open: string[] = [];
  let position = 0;
  const eat = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(xml);
    if (match !== null) position = pattern.lastIndex;
    return match;
  };
  while (position < xml.length) {
    const match = eat(tag);
    if (match === null) {
      if (eat(text) === null && eat(declaration) === null)
        throw new Error(`not well-formed at: ${xml.slice(position, position + 80)}`);
      continue;
    }
    const [, closing, name = '', , empty] = match;
    if (closing === '/') {
      const expected = open.pop();
      if (expected !== name) throw new Error(`</${name}> closes <${expected}>`);
    } else if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
}
