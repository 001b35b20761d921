import { readFileSync } from 'node:fs';
import { ParseOption, XmlDocument, XmlElement, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { OF_WORKBOOK, type Finding } from './finding.js';

/** Tableau's schema, compiled for both formats. */
export interface WorkbookSchema {
  /** Errors with their lines; empty where the text is valid. */
  errorsOf(text: string, version: string): ReadonlyArray<{ readonly line: number; readonly message: string }>;
  dispose(): void;
}

const XS = { xs: 'http://www.w3.org/2001/XMLSchema' };

/** @param file Tableau's XSD; what it imports lies beside it */
export function readSchema(file: string): WorkbookSchema {
  xmlRegisterFsInputProviders();
  const validators = new Map<boolean, XsdValidator>();
  const validatorOf = (frozen: boolean): XsdValidator => {
    const made = validators.get(frozen) ?? compile(file, frozen);
    validators.set(frozen, made);
    return made;
  };
  return {
    errorsOf: (text, version) => errorsOf(validatorOf(version === '18.1'), text),
    dispose: () => validators.forEach((validator) => validator.dispose()),
  };
}

/** @param frozen whether for format 18.1, which has no explain-data: that the schema demands it is a mistake of the schema's */
function compile(file: string, frozen: boolean): XsdValidator {
  const document = XmlDocument.fromBuffer(readFileSync(file), { url: file });
  try {
    const element = frozen ? document.get('//xs:element[@name="explain-data"]', XS) : null;
    if (element instanceof XmlElement) element.setAttr('minOccurs', '0');
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

function errorsOf(validator: XsdValidator, text: string): Array<{ line: number; message: string }> {
  const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_BIG_LINES });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => ({ line, message: message.trim() }));
  } finally {
    document.dispose();
  }
}

export function schemaFindings(text: string, version: string, schema: WorkbookSchema): Finding[] {
  return schema.errorsOf(text, version).map(({ line, message }) => ({
    check: 'xsd',
    place: OF_WORKBOOK,
    line,
    message: `Tableau's schema: ${message.replace(/\.$/, '')}`,
  }));
}
