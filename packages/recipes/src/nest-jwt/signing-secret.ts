// What signs and verifies the tokens: a string, as the documentation has it, or, as the knob @key-object, the same bytes as a
// KeyObject that is made once instead of at each request.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { readSecret, readSecretForm } from '../config.ts';

export const SIGNING_SECRET: string | KeyObject =
  readSecretForm() === 'key-object' ? createSecretKey(readSecret(), 'utf8') : readSecret();
