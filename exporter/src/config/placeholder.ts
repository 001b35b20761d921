/** What stands in an example until somebody fills it in. */
export const isPlaceholder = (value: string): boolean =>
  /…|\.\.\.|<[^>]*>|example\.(com|org|net)|\b(your|changeme|change-me|todo)\b|x{4,}|T0{8}/i.test(value);
