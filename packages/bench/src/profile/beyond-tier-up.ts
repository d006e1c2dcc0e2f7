// How many requests a process must have served before what it costs is what it will cost.

/**
 * Around its 10,000th request a process compiles its whole hot path anew: V8 finds all that runs once in each request hot and stable at
 * the same time, and TurboFan takes 0.1 s of CPU for it within two seconds. In a block that costs each request a third more, and ratios
 * shrink (`docs/why-comparisons-disagree.md`).
 */
export const BEYOND_TIER_UP = 12_000;
