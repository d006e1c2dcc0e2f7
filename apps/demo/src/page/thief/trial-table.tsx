// Every theft so far in one table: that is the lesson.
import type { Model, Trial } from '../model/model.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import { useModel } from '../part/use-demo.tsx';
import { duration } from '../text/duration.ts';
import { EVENT_NAMES, verdictOf } from './say-trial.ts';
import type { ThiefVerdict } from './thief-verdict.ts';

export const TrialTable = () => {
  const trials = revokedTrials(useModel());
  if (trials.length === 0) {
    return (
      <p className="faint">
        Each theft that you end by a logout or the like is noted here, so that you can compare the strategies.
      </p>
    );
  }
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Thefts so far">
      <table>
        <caption className="visually-hidden">How long each stolen credential was accepted after its revocation</caption>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col">What you did</th>
            <th scope="col">The thief got on for</th>
            <th scope="col">On which replicas</th>
          </tr>
        </thead>
        <tbody>
          {trials.map((trial) => (
            <Row key={`${trial.scheme} ${trial.stolenAtMs}`} trial={trial} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Oldest first, the thefts of now included. */
const revokedTrials = ({ trials, columns }: Model): readonly Trial[] =>
  [...trials, ...SCHEMES.flatMap((scheme) => columns[scheme].trial ?? [])]
    .filter(({ revoked }) => revoked !== undefined)
    .toSorted((one, other) => one.stolenAtMs - other.stolenAtMs);

const Row = ({ trial }: { readonly trial: Trial }) => {
  const verdict = verdictOf(trial);
  if (verdict === undefined || trial.revoked === undefined) return null;
  return (
    <tr>
      <th scope="row" className={trial.scheme}>
        {trial.strategy}
        {trial.withRefreshToken && ' + refresh cookie'}
      </th>
      <td>{EVENT_NAMES[trial.revoked.event]}</td>
      <td className={verdict.acceptedForMs > 0 ? 'got-on' : undefined}>
        <strong>{howLong(verdict, trial.isOver)}</strong>
      </td>
      <td>{onWhich(verdict)}</td>
    </tr>
  );
};

const howLong = ({ state, acceptedForMs }: ThiefVerdict, isOver: boolean): string => {
  if (state === 'waiting') return isOver ? 'not known' : '…';
  if (state === 'alive')
    return isOver ? `at least ${duration(acceptedForMs)}` : `${duration(acceptedForMs)} and counting`;
  return acceptedForMs === 0 ? 'not at all' : duration(acceptedForMs);
};

const onWhich = ({ replicas }: ThiefVerdict): string => {
  const stale = replicas.filter(({ acceptedForMs }) => acceptedForMs !== undefined);
  if (stale.length > 0) return stale.map(({ replica }) => replica + 1).join(', ');
  const holding = replicas.filter(({ hasAccepted }) => hasAccepted);
  return holding.length === replicas.length
    ? 'none'
    : `none (only replica ${holding.map(({ replica }) => replica + 1).join(', ')} ever knew it)`;
};
