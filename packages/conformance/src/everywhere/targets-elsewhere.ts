// The targets besides every strategy on one Redis: other deployments of it, and other ways to sign.
import type { TargetName } from '../target.ts';

/** What holds however Redis is deployed and tokens are signed is tested on all of these too. */
export const TARGETS_ELSEWHERE = {
  spread: [
    'session/redis on a Cluster',
    'session/tracked on a Cluster',
    'jwt/stateless on a Cluster',
    'jwt/denylist on a Cluster',
    'jwt/pushed on a Cluster',
    'session/redis after a failover',
    'session/tracked after a failover',
    'jwt/pushed after a failover',
  ],
  guarded: [
    'session/redis over TLS as an ACL user',
    'session/tracked over TLS as an ACL user',
    'jwt/pushed over TLS as an ACL user',
    // How a token is signed and how it is revoked do not know of each other; `token-attack` is run with each algorithm.
    'jwt/stateless signed with RS256',
    'jwt/denylist signed with ES256',
    'jwt/pushed signed with RS256',
  ],
} as const satisfies Readonly<Record<string, readonly TargetName[]>>;
