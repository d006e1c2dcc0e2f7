// The names in a Cookie header, in their order.

export const cookieNamesIn = (header = ''): readonly string[] =>
  header
    .split('; ')
    .filter((pair) => pair !== '')
    .map((pair) => pair.slice(0, pair.indexOf('=')));
