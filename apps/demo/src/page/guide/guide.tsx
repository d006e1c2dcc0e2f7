// The way in: five things to do, ticked off as they happen, with the button for the next one at hand.
import type { Scheme, Strategy } from '@authlab/contract';
import { useState } from 'react';
import { act } from '../action/act.ts';
import { wishFor } from '../action/wish-for.ts';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { OwnAction } from '../action/request-of.ts';
import type { Model } from '../model/model.ts';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';
import { sayTrial, verdictOf } from '../thief/say-trial.ts';
import { stealBoth } from '../thief/steal-both.ts';
import { GUIDE_STEPS, guideProgress, type GuideStep } from './guide-progress.ts';
import { nextStrategy } from './next-strategy.ts';
import { playTheft } from './play-theft.ts';

const TITLES: Readonly<Record<GuideStep, string>> = {
  login: 'Log in',
  steal: 'Steal',
  logout: 'Log out',
  watch: 'Watch',
  again: 'Switch the strategy, do it again',
};

const HINTS: Readonly<Record<GuideStep, string>> = {
  login: 'One click logs in on both APIs. The left one hands out a cookie, the right one a token.',
  steal: 'A thief gets a copy of the cookie and of the token, and calls /me with it twice a second.',
  logout: 'Log out on both. Will the copies die?',
  watch: 'Dots are accepted, crosses refused. Red dots got in after the logout.',
  again: 'The same theft against another strategy: then compare the two lines in the table.',
};

export const Guide = () => {
  const model = useModel();
  const done = guideProgress(model);
  const next = GUIDE_STEPS.find((step) => !done.has(step));
  return (
    <section className="card guide" aria-labelledby="guide-heading">
      <h2 id="guide-heading">Try this</h2>
      <ol className="guide-steps">
        {GUIDE_STEPS.map((step, index) => (
          <li key={step} className={classOf(step, next, done)} aria-current={step === next ? 'step' : undefined}>
            <span className="guide-mark" aria-hidden="true">
              {done.has(step) ? '✓' : index + 1}
            </span>
            {TITLES[step]}
            {done.has(step) && <span className="visually-hidden"> (done)</span>}
          </li>
        ))}
      </ol>
      <div className="guide-next">
        <p>{next === 'watch' ? sayWatching(model) : HINTS[next ?? 'again']}</p>
        <NextButton step={next ?? 'again'} strategy={nextStrategy(model)} />
      </div>
    </section>
  );
};

/** Of the copy that is still accepted, if one is. */
const sayWatching = ({ columns }: Model): string => {
  const alive = SCHEMES.map((scheme) => columns[scheme].trial).find(
    (trial) => trial !== undefined && verdictOf(trial)?.state === 'alive',
  );
  return alive === undefined ? HINTS.watch : `${sayTrial(alive)} ${WHY[alive.scheme]}`;
};

const WHY: Readonly<Record<Scheme, string>> = {
  session: 'Its replica has not heard of the logout.',
  jwt: 'Its signature is good and nobody is asked: it works until it expires. Wait for it.',
};

const classOf = (step: GuideStep, next: GuideStep | undefined, done: ReadonlySet<GuideStep>): string => {
  if (step === next) return 'guide-step next';
  return done.has(step) ? 'guide-step done' : 'guide-step';
};

const NextButton = ({ step, strategy }: { readonly step: GuideStep; readonly strategy: Strategy }) => {
  const store = useStore();
  const state = useDemoState();
  const doBoth = (action: OwnAction): void => {
    const { columns } = store.current();
    const form = { email: state.users[0]?.email ?? '' };
    for (const scheme of SCHEMES) void act(store, scheme, action, wishFor(state, columns[scheme], form));
  };
  switch (step) {
    case 'login':
      return <Go label="Log in on both" onGo={() => doBoth('login')} />;
    case 'steal':
      return <Go label="Steal both" onGo={() => void stealBoth(store, false)} />;
    case 'logout':
      return <Go label="Log out on both" onGo={() => doBoth('logout')} />;
    case 'watch':
      return null;
    case 'again':
      return <PlayAgain strategy={strategy} />;
    default:
      return step satisfies never;
  }
};

const Go = ({ label, onGo }: { readonly label: string; readonly onGo: () => void }) => (
  <button type="button" className="primary" onClick={onGo}>
    {label}
  </button>
);

const PlayAgain = ({ strategy }: { readonly strategy: Strategy }) => {
  const store = useStore();
  const [isPlaying, setIsPlaying] = useState(false);
  const play = async (): Promise<void> => {
    setIsPlaying(true);
    await playTheft(store, strategy).finally(() => setIsPlaying(false));
  };
  return (
    <button type="button" className="primary" disabled={isPlaying} onClick={() => void play()}>
      {isPlaying ? 'Playing the theft…' : `Do it again with ${strategy}`}
    </button>
  );
};
