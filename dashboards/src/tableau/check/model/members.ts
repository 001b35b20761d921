/** A member as Tableau writes it, as a value: words in quotes, `%null%` for none. Undefined where it is none of the type. */
export function parseMember(member: string, datatype: string): string | number | boolean | null | undefined {
  if (member === '%null%') return null;
  switch (datatype) {
    case 'string': {
      const found = /^"([^]*)"$/.exec(member);
      return found === null ? undefined : (found[1] ?? '').replaceAll('""', '"').replaceAll(/\\(.)/g, '$1');
    }
    case 'boolean':
      return member === 'true' ? true : member === 'false' ? false : undefined;
    case 'integer':
    case 'real':
      return member.trim() !== '' && Number.isFinite(Number(member)) ? Number(member) : undefined;
    case 'date':
    case 'datetime': {
      const inside = /^#(.*)#$/.exec(member)?.[1];
      // a part of a date is a number, such as 2024
      if (inside === undefined) return /^-?\d+$/.test(member) ? Number(member) : undefined;
      return inside;
    }
    default:
      return member;
  }
}
