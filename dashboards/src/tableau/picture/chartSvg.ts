import { logger, parse, Error as errorsOnly, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** Draws without a browser. */
export async function chartSvg(spec: TopLevelSpec): Promise<string> {
  const quiet = logger(errorsOnly);
  const view = new View(parse(compile(spec, { logger: quiet }).spec), { renderer: 'none', logger: quiet });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
