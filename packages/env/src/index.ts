// The door of @authlab/env: reading configuration from the environment, all faults at once.
export { EnvError } from './env-error.ts';
export { readEnv } from './read-env.ts';
