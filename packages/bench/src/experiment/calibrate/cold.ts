// A slow start that is known.

/** How many requests a process needs until it costs what it will cost, and what the first of them costs more. */
export const COLD = { requests: 1500, extraUs: 400 } as const;
