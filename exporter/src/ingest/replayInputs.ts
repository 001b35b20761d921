import type { ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { IngestInput } from './ingestFile.js';
import type { Quarantine } from './quarantine.js';

/** What is in a model's quarantine, as files to ingest again. @throws DriftError `usage` where it has none */
export async function replayInputs(
  quarantine: Quarantine | undefined,
  { name }: Pick<ModelConfig, 'name'>,
): Promise<IngestInput[]> {
  if (quarantine === undefined) {
    throw new DriftError(
      'usage',
      `model ${name} has no quarantine; name its folder as ingest.quarantine.path`,
    );
  }
  const files = await quarantine.files();
  return files.map((file) => ({
    file,
    name: file,
    files: { files: [file], format: 'json' as const, delimiter: '' },
    replay: true,
  }));
}
