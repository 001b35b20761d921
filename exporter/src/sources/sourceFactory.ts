import type { SourceConfig, SourceType } from '../config/sources.js';
import type { Capabilities, OnAnswer, Source } from './source.js';

/** A type of source: the keys that configure it, and how one is opened. Engines are loaded when one is opened. */
export interface SourceFactory<Options extends SourceConfig = SourceConfig> extends SourceType {
  readonly capabilities: Capabilities;
  open(name: string, options: Options, onAnswer?: OnAnswer): Promise<Source>;
}
