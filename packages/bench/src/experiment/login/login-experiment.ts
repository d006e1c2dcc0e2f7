// The login experiment as a part of a run.
import type { LoginRecord } from '../../result/login-record.ts';
import { isStrategy } from '../../target/target-name.ts';
import type { Experiment } from '../experiment.ts';
import { analyseLogin } from './analyse-login.ts';
import { runLoginInvocation } from './run-invocation.ts';

/** Of the strategies alone: a comparator can do no more than log in, and hashes no password. */
export const loginExperiment: Experiment = async (context) => {
  const profile = context.profile.login;
  const targets = context.targets.filter(isStrategy);
  const records: LoginRecord[] = [];
  let redisVersion = 'unknown';
  for (let invocation = 0; invocation < profile.invocations; invocation += 1) {
    const report = (share: number, doing: string): void =>
      context.report(
        (invocation + share) / profile.invocations,
        `round ${invocation + 1} of ${profile.invocations}: ${doing}`,
      );
    const done = await runLoginInvocation({ ...context, report, targets, profile, invocation });
    records.push(...done.records);
    redisVersion = done.redisVersion;
  }
  return { summary: {}, description: { login: analyseLogin(records) }, records, redisVersion };
};
