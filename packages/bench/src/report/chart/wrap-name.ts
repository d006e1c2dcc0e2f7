// The name of a target on as few lines as a phone has room for: a label that does not fit is left out of an axis.

const LINE = 13;

/** Breaks behind `/` and `-` and before `@`, where a line would be longer than 13 letters. */
export const wrapName = (name: string): string =>
  (name.match(/@?[^/@-]+[/-]?/gu) ?? [name]).reduce((lines, piece) => {
    const line = lines.slice(lines.lastIndexOf('\n') + 1);
    return line.length + piece.length <= LINE && !piece.startsWith('@') ? lines + piece : `${lines}\n${piece}`;
  });
