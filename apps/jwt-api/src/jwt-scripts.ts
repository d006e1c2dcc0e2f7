// Every script that jwt-api runs in Redis.
import { streamScripts } from './revocation/stream-scripts.ts';
import { refreshScripts } from './token/refresh-scripts.ts';

export const jwtScripts = { ...refreshScripts, ...streamScripts };

export type JwtScripts = typeof jwtScripts;
