// The settings of a synthetic server, from the environment.
import { type Behaviour, BEHAVIOURS } from '../../target/target-table.ts';

/** `BEHAVIOUR`. A misspelt one would be an honest server under another name. */
export const readBehaviour = (): Behaviour => {
  const behaviour = BEHAVIOURS.find((known) => known === process.env['BEHAVIOUR']);
  if (behaviour === undefined) throw new Error(`BEHAVIOUR must be one of ${BEHAVIOURS.join(', ')}.`);
  return behaviour;
};
