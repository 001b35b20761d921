import type { Check } from '../check.js';
import { OF_WORKBOOK } from '../finding.js';

export const xmlDeclaration: Check = {
  id: 'xml-declaration',
  says: 'A workbook begins with an XML declaration in UTF-8: Tableau Server refuses it otherwise.',
  find({ text }) {
    return /^<\?xml version=["']1\.0["'] encoding=["']utf-8["']/i.test(text)
      ? []
      : [
          {
            place: OF_WORKBOOK,
            line: 1,
            message:
              'there is no XML declaration; begin the file with <?xml version="1.0" encoding="utf-8"?>',
          },
        ];
  },
};
