import type { Check } from '../check.js';
import { OF_WORKBOOK, type Problem } from '../finding.js';
import { everything } from '../model/tree.js';

const NAMES = /^(password|pwd|passwd|secret|token|access[-_]?key|oauth-.*)$/i;
const ADDRESS_WITH_LOGIN = /\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/i;

export const secrets: Check = {
  id: 'secrets',
  says: 'A workbook holds no password: Tableau asks for it, or the server keeps it.',
  find({ tree }) {
    return everything(tree).flatMap(({ name, attributes, text, line }): Problem[] => {
      const named = Object.keys(attributes).find((key) => NAMES.test(key) && attributes[key] !== '');
      const address = [...Object.values(attributes), text].some((value) => ADDRESS_WITH_LOGIN.test(value));
      const asks =
        name !== 'connection' ||
        attributes.class !== 'postgres' ||
        attributes.authentication === 'username-password';
      return [
        ...(named === undefined ? [] : [`<${name}> has the attribute ${named}; take it out`]),
        ...(address ? [`<${name}> has an address with a login in it; take the login out`] : []),
        ...(asks
          ? []
          : ['a PostgreSQL connection must have authentication="username-password", so that Tableau asks']),
      ].map((message) => ({ place: OF_WORKBOOK, line, message }));
    });
  },
};
