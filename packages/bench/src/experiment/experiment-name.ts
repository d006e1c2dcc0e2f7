// What the lab can measure.

export const EXPERIMENTS = [
  'cost',
  'revocation',
  'latency',
  'footprint',
  'login',
  'knobs',
  'pitfalls',
  'calibrate',
  'theft',
  'baseline',
  'outage',
  'replicas',
] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

/** Without `--experiment`: what the question of the project asks for. */
export const DEFAULT_EXPERIMENTS = ['cost', 'revocation'] as const satisfies readonly ExperimentName[];
