// How much a run does.

/** `smoke` proves that everything works and measures nothing well; `quick` answers; `full` resolves. */
export const PROFILE_NAMES = ['smoke', 'quick', 'full'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
