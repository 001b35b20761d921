/** A query of a page, and the sentence before it. */
export interface DocumentedQuery {
  readonly title: string;
  readonly query: string;
}

/** The blocks marked `promql` of a Markdown page. */
export function promqlBlocks(markdown: string): DocumentedQuery[] {
  const blocks = markdown.matchAll(/([^\n]+)\n+```promql\n(.*?)\n```/gs);
  return Array.from(blocks, ([, title = '', query = '']) => ({ title, query }));
}
