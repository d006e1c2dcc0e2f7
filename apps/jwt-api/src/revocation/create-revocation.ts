// Chooses how access tokens are revoked, by the configured strategy.
import type { ApiParts } from '@authlab/api-kit';
import { Counter } from 'prom-client';
import type { Config } from '../config.ts';
import type { JwtScripts } from '../jwt-scripts.ts';
import { DenylistRevocation } from './denylist-revocation.ts';
import { PushedRevocation } from './pushed-revocation.ts';
import { MARGIN_SECONDS, type Revocation } from './revocation.ts';
import { streamScripts } from './stream-scripts.ts';
import { statelessRevocation } from './stateless-revocation.ts';

const MS = 1000;

type Parts = ApiParts<Config, JwtScripts>;

export const createRevocation = async (parts: Parts): Promise<Revocation> => {
  const { config, redis, gate } = parts;
  const rememberedMs = (config.ACCESS_TTL_SECONDS + config.CLOCK_TOLERANCE_SECONDS + MARGIN_SECONDS) * MS;
  switch (config.JWT_STRATEGY) {
    case 'stateless':
      return statelessRevocation;
    case 'denylist':
      return new DenylistRevocation({ redis, gate, rememberedMs });
    case 'pushed':
      return await openPushed(parts, rememberedMs);
    default:
      return config.JWT_STRATEGY satisfies never;
  }
};

const openPushed = async (parts: Parts, rememberedMs: number): Promise<PushedRevocation> => {
  const { config, redis, gate, fence, log, registry, readiness, connectApart } = parts;
  const staleAccepts = new Counter({
    name: 'token_stale_accepts_total',
    help: 'Tokens accepted while it was not known what is revoked (REVOCATION_STALE_POLICY=open).',
    registers: [registry],
  });
  const reader = await connectApart(streamScripts);
  const pushed = await PushedRevocation.open({
    redis,
    gate,
    fence,
    asking: new DenylistRevocation({ redis, gate, rememberedMs }),
    log,
    reader,
    rememberedMs,
    heartbeatMs: config.REVOCATION_HEARTBEAT_MS,
    staleMs: config.REVOCATION_STALE_MS,
    isOpen: config.REVOCATION_STALE_POLICY === 'open',
    max: config.REVOCATION_MAX_ENTRIES,
    countStaleAccept: () => staleAccepts.inc(),
  });
  readiness.require(() => pushed.checkReady());
  return pushed;
};
