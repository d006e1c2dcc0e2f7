// All facts, in the order of the report.
import { cookieSizeFacts } from './cookie-size.ts';
import { corsFacts } from './cors.ts';
import type { Fact } from './fact.ts';
import { forgedFormFacts } from './forged-form.ts';
import { hostPrefixFacts } from './host-prefix.ts';
import { sameSiteFacts } from './same-site.ts';
import { scriptReachFacts } from './script-reach.ts';
import { sharedPortFacts } from './shared-ports.ts';
import { thirdPartyFacts } from './third-party.ts';

export const FACT_GROUPS: readonly (readonly Fact[])[] = [
  cookieSizeFacts,
  hostPrefixFacts,
  sharedPortFacts,
  sameSiteFacts,
  thirdPartyFacts,
  corsFacts,
  forgedFormFacts,
  scriptReachFacts,
];
