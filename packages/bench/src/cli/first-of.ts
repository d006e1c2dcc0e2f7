// A list that may be too long for a screen.

const SHOWN = 10;

/** Indented; what is left out is counted. */
export const firstOf = (lines: readonly string[]): string[] => {
  const hidden = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...(hidden > 0 ? [`  and ${hidden} more`] : [])];
};
