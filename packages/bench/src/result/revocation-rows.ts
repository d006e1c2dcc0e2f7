// Which rows of the revocation experiment stand for it, and how their settings are named.
import type { RevocationRow } from './summary.ts';

type Setting = Pick<RevocationRow, 'replicas' | 'loadShare'>;

/** Those of the first series: the headline. */
export const mainRows = (rows: readonly RevocationRow[]): RevocationRow[] => {
  const [first] = rows;
  return first === undefined ? [] : rows.filter((row) => settingText(row) === settingText(first));
};

/** Such as `3 replicas` or `3 replicas, 70 % busy`. */
export const settingText = ({ replicas, loadShare }: Setting): string =>
  `${replicas} replica${replicas === 1 ? '' : 's'}${loadShare === 0 ? '' : `, ${Math.round(loadShare * 100)} % busy`}`;
