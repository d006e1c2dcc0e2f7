// Modules that the lab loads into a server before the server itself: no server needs to know of them.

/** `burn-cpu` adds a known effect; `self-load` lets a server load itself; `stamp-answer` says when an answer was written. */
export type Preload = 'burn-cpu' | 'self-load' | 'stamp-answer';

/** Flags for node. Through dist, so that it is the same file whether this one runs compiled or inside a test. */
export const preloading = (module: Preload): readonly string[] => [
  '--import',
  new URL(`../../dist/target/${module}.js`, import.meta.url).href,
];
