// A limit refuses exactly what one of its rules refuses, in whatever order they came; in Redis as in memory.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '@authlab/stack';
import { array, assert, asyncProperty, constantFrom, integer, property, record } from 'fast-check';
import { createClient, defineScript } from 'redis';
import { type EpochLimit, isBelow, LUA_TIGHTEN, readEpochLimit, tightened } from '../src/revocation/epoch-limit.ts';

interface Rule {
  readonly epoch: number;
  readonly keep: string;
}

const SIDS = ['', 'a', 'b'];
const rules = array(record({ epoch: integer({ min: 1, max: 6 }), keep: constantFrom(...SIDS) }), {
  minLength: 1,
  maxLength: 6,
});
const TOKENS = ['a', 'b', 'c'].flatMap((sid) => [0, 1, 2, 3, 4, 5, 6, 7].map((epoch) => ({ sid, epoch })));

const refusedByOne = (all: readonly Rule[]) =>
  TOKENS.filter(({ sid, epoch }) => all.some((rule) => epoch < rule.epoch && sid !== rule.keep));

describe('an epoch limit', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
  });
  afterAll(async () => await stack.close());

  it('is exactly as strict as all of its rules together', () => {
    assert(
      property(rules, (all) => {
        let limit: EpochLimit | undefined;
        for (const { epoch, keep } of all) limit = tightened(limit, epoch, keep);
        expect(TOKENS.filter((token) => isBelow(limit!, token))).toEqual(refusedByOne(all));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same in Redis', async () => {
    const tighten = defineScript({
      SCRIPT: `${LUA_TIGHTEN}
        local limit = false
        for index = 1, #ARGV, 2 do limit = tighten(limit, tonumber(ARGV[index]), ARGV[index + 1]) end
        return limit`,
      NUMBER_OF_KEYS: 0,
      parseCommand: (parser, ...words: string[]) => parser.push(...words),
      transformReply: (reply: unknown) => reply as string,
    });
    const { url } = await stack.redis();
    const redis = await createClient({ url, scripts: { tighten } }).connect();
    await assert(
      asyncProperty(rules, async (all) => {
        const text = await redis.tighten(...all.flatMap(({ epoch, keep }) => [String(epoch), keep]));
        const limit = readEpochLimit(text);
        expect(TOKENS.filter((token) => isBelow(limit, token))).toEqual(refusedByOne(all));
      }),
      { numRuns: 300 },
    );
    redis.destroy();
  });
});
