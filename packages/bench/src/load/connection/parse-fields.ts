// The fields of an answer's head, as Node names them.
import type { IncomingHttpHeaders } from 'node:http';

/** @param head status line and fields; names become lower case, `set-cookie` a list, what else comes twice is joined, as with Node */
export const parseFields = (head: string): IncomingHttpHeaders => {
  const fields = head.split('\r\n').slice(1).map(parseField);
  const cookies = fields.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []));
  const joined: Record<string, string> = {};
  for (const [name, value] of fields) joined[name] = name in joined ? `${joined[name]}, ${value}` : value;
  return { ...joined, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) };
};

const parseField = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};
