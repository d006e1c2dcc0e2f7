// Strategy `jwt/stateless`: nobody is told and nobody asks. A token is good until it expires, whatever happened since.
import type { Revocation } from './revocation.ts';

export const statelessRevocation: Revocation = {
  rememberedMs: 0,
  check: () => undefined,
  announce: () => Promise.resolve(),
  close: () => undefined,
};
