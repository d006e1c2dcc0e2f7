// Rows under their names, so that a difference between two tables says where it is.

export const rowsByName = <Row>(rows: readonly Row[], name: (row: Row) => string): Record<string, Row> =>
  Object.fromEntries(rows.map((row) => [name(row), row]));
