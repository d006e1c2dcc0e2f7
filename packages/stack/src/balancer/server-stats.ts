// What HAProxy has counted about each server, from its own `show stat`.

/** Since the start of the balancer. */
export interface ServerStats {
  readonly name: string;
  /** Its health checks pass. */
  readonly isUp: boolean;
  /** Requests that were sent to it. */
  readonly requests: number;
  /** Connections to it that could not be made. */
  readonly failedConnections: number;
  /** Answers that broke off or never came. */
  readonly failedAnswers: number;
  readonly retries: number;
  /** Requests that were sent to another server after a failure. */
  readonly redispatches: number;
}

/** @param csv as `show stat` prints it: the names of the columns after `# `, then a line for each server and for their sums */
export const parseServerStats = (csv: string): readonly ServerStats[] => {
  const [head = '', ...lines] = csv.split('\n');
  const columns = head.replace(/^# /u, '').split(',');
  return lines
    .map((line) => {
      const values = line.split(',');
      return new Map(columns.map((column, at) => [column, values[at] ?? '']));
    })
    .filter((row) => row.get('type') === SERVER_TYPE)
    .map(statsOf);
};

/** Of four types of lines: frontend, backend, server, listener. */
const SERVER_TYPE = '2';

const statsOf = (row: ReadonlyMap<string, string>): ServerStats => {
  const count = (column: string): number => Number(row.get(column) ?? 0);
  return {
    name: row.get('svname') ?? '',
    isUp: row.get('status')?.startsWith('UP') === true,
    requests: count('stot'),
    failedConnections: count('econ'),
    failedAnswers: count('eresp'),
    retries: count('wretr'),
    redispatches: count('wredis'),
  };
};
