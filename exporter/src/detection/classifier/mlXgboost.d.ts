// ml-xgboost has no types of its own; this is what of it is used
declare module 'ml-xgboost' {
  export interface Booster {
    train(rows: readonly (readonly number[])[], targets: readonly number[]): void;
    predict(rows: readonly (readonly number[])[]): number[];
    /** Its memory is WebAssembly's, and is not collected. */
    free(): void;
  }
  const loaded: Promise<new (options: Readonly<Record<string, string | number>>) => Booster>;
  // eslint-disable-next-line no-restricted-exports -- the package's own
  export default loaded;
}
