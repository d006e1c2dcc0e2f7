// How a run was made, and by which rules: what a reader needs to repeat it.
import type { Summary } from '../result/summary.ts';

/** The rules by which a block counts, by experiment; none of one that was not run. */
export const rulesOf = ({ experiments: { cost, latency } }: Summary): readonly string[] => [
  ...(cost?.rules ?? []),
  ...(latency?.rules ?? []).map((rule) => `latency: ${rule}`),
];

export const howItWasMade = (summary: Summary): string[] => {
  const { git, kernel, governor, packages } = summary.environment;
  return [
    `${summary.command}, profile ${summary.profile}, ${summary.startedAt}, ${Math.round(summary.durationSeconds)} s`,
    ...(git === undefined ? [] : [`commit ${git.commit}${git.dirty ? ', with changes that are not committed' : ''}`]),
    `kernel ${kernel}${governor === undefined ? '' : `, governor ${governor}`}`,
    Object.entries(packages)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    'Every block and every trial is in raw.ndjson, every figure in summary.json.',
  ];
};
