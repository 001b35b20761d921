import type { IngestInput } from '../ingestFile.js';
import type { Scratch } from '../scratch.js';
import { stageCsv } from './stageCsv.js';
import type { Staged } from './staged.js';
import { stageLines } from './stageLines.js';
import { stageParquet } from './stageParquet.js';

/** Reads a file into the scratch database. @throws DriftError */
export function stage(
  scratch: Scratch,
  { file, files, replay }: Pick<IngestInput, 'file' | 'files' | 'replay'>,
): Promise<Staged> {
  switch (files.format) {
    case 'parquet':
      return stageParquet(scratch, files);
    case 'json':
      return stageLines(scratch, file, replay ? "json_extract(line, '$.raw')" : undefined);
    case 'csv':
      return stageCsv(scratch, file, files);
  }
}
