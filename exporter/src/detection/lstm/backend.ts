import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';

/** tfjs-node where it is installed, else wasm; cpu is plain JavaScript, slow, and what the others are held against. */
export const backends = ['node', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];

const load: Readonly<Record<Backend, () => Promise<string>>> = {
  async node() {
    // not among the dependencies: its native library comes from a server that not every network reaches
    const name = '@tensorflow/tfjs-node';
    await import(name);
    return 'tensorflow';
  },
  async wasm() {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    setWasmPaths(`${folder}/`);
    setThreadsCount(1);
    return 'wasm';
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return 'cpu';
  },
};

/**
 * Makes a backend the one that computes, in this thread.
 * @param wished in this order, the first that works
 * @returns which it is
 */
export async function useBackend(wished: readonly Backend[] = backends): Promise<Backend> {
  // without it, the cpu backend advertises another on stderr
  tf.enableProdMode();
  const failures: unknown[] = [];
  for (const name of wished) {
    try {
      if (await tf.setBackend(await load[name]())) {
        await tf.ready();
        return name;
      }
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, `none of the backends ${wished.join(', ')} works`);
}
