// How a request asks for the known effect.

/** Its value is how much CPU to burn before the request is served, in microseconds. */
export const EFFECT_HEADER = 'x-lab-burn-us';
