import type { ErrorCode } from 'yaml';

/** What each of the parser's complaints means; its own words may quote the file, and so a secret. */
export const complaints: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*) cannot have an anchor or a tag',
  BAD_ALIAS: 'an alias (*) needs the name of an anchor (&) above it',
  BAD_COLLECTION_TYPE: 'the tag does not fit a map or a list',
  BAD_DIRECTIVE: 'unknown directive, a line must not start with %',
  BAD_DQ_ESCAPE: 'unknown escape in "…", write \\\\ for a backslash or use \'…\'',
  BAD_INDENT: 'wrong indentation, or a bracket or a quote above is not closed',
  BAD_SCALAR_START: 'text that starts with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a map or a list cannot start here, expected a single value',
  BLOCK_IN_FLOW: 'a block cannot stand inside { } or [ ]',
  MISSING_CHAR: 'something is missing here: a bracket, a quote, a comma, a colon or a space',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, is a colon missing?',
  MULTIPLE_DOCS: 'expected one document, found another after ---',
  NON_STRING_KEY: 'a key that is no text needs quotes',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab cannot indent, use spaces',
  TAG_RESOLVE_FAILED: 'the value does not fit its tag',
};
