// How a run was made, and by which rules: what a reader needs to repeat it.
import type { RunPart, Summary } from '../result/summary.ts';

/** The rules by which a block counts, by experiment; none of one that was not run. */
export const rulesOf = ({ experiments: { cost, latency } }: Summary): readonly string[] => [
  ...(cost?.rules ?? []),
  ...(latency?.rules ?? []).map((rule) => `latency: ${rule}`),
];

export const howItWasMade = (summary: Summary): string[] => {
  const { git, kernel, governor, packages } = summary.environment;
  return [
    ...(summary.parts === undefined ? [madeAtOnce(summary)] : summary.parts.map((part) => madeInPart(part, summary))),
    ...(git === undefined ? [] : [`commit ${git.commit}${git.dirty ? ', with changes that are not committed' : ''}`]),
    `kernel ${kernel}${governor === undefined ? '' : `, governor ${governor}`}`,
    Object.entries(packages)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    'Every block and every trial is in raw.ndjson, every figure in summary.json.',
  ];
};

type Made = Pick<Summary, 'command' | 'profile' | 'startedAt' | 'durationSeconds'>;

const madeAtOnce = ({ command, profile, startedAt, durationSeconds }: Made): string =>
  `${command}, profile ${profile}, ${startedAt}, ${Math.round(durationSeconds)} s`;

const madeInPart = ({ experiments, seed, commit, ...part }: RunPart, { environment }: Summary): string => {
  const own = commit === undefined || commit === environment.git?.commit ? '' : `, commit ${commit}`;
  return `${experiments.join(', ')}: ${madeAtOnce(part)}, seed ${seed}${own}`;
};
