// A procedure as a numbered list, on real values.
import type { Scheme } from '@authlab/contract';
import { Marked } from '../part/marked.tsx';
import { useDemoState, useModel } from '../part/use-demo.tsx';
import { CommandList } from './command-list.tsx';
import { jwtSteps } from './jwt-steps.ts';
import { procedureOf } from './procedure-of.ts';
import { sessionSteps } from './session-steps.ts';
import type { Step } from './steps-of.ts';

export const StepList = ({ scheme }: { readonly scheme: Scheme }) => {
  const column = useModel().columns[scheme];
  const { strategy } = useDemoState().apis[scheme];
  const procedure = procedureOf(column, strategy);
  const steps = scheme === 'session' ? sessionSteps(procedure) : jwtSteps(procedure);
  return (
    <ol className="steps">
      {steps.map((step) => (
        <StepItem key={step.title} step={step} />
      ))}
    </ol>
  );
};

const StepItem = ({ step: { title, text, value, commands } }: { readonly step: Step }) => (
  <li className={value === undefined ? 'step ahead' : 'step'}>
    <h4>{title}</h4>
    <p>{text}</p>
    {value !== undefined && (
      <p className="value">
        <Marked value={value} name={title} />
      </p>
    )}
    {value !== undefined && commands !== undefined && <CommandList commands={commands} />}
  </li>
);
