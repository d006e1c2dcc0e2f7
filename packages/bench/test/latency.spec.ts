// The latency experiment on real parts: a whole small run, a stall that it must not hide, and being killed.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '@authlab/stack';
import { LoadGenerator } from '../src/load/generator/load-generator.ts';
import { mergeTimes, percentileMs } from '../src/load/time-histogram.ts';
import type { LatencyRoundRecord } from '../src/result/raw-record.ts';
import { type Summary, summarySchema } from '../src/result/summary.ts';
import { type Ended, ended, leftovers, processesOf, startBench } from './bench-command.ts';

let workplace = '';
beforeAll(() => {
  workplace = mkdtempSync(join(tmpdir(), 'authlab-latency-test-'));
});
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

const makeTmp = (): string => mkdtempSync(join(workplace, 'tmp-'));

describe('a smoke run of the latency experiment', () => {
  let run: Ended;
  let left: Awaited<ReturnType<typeof leftovers>>;
  let summary: Summary;
  let rounds: LatencyRoundRecord[];
  const targets = ['session/redis', 'jwt/stateless'];

  beforeAll(async () => {
    const [tmp, results] = [makeTmp(), join(workplace, 'results')];
    const words = ['--profile', 'smoke', '--experiment', 'latency', '--json', '--seed', '3', '--out', results];
    run = await ended(startBench(tmp, ...words));
    left = await leftovers(tmp);
    summary = summarySchema.parse(JSON.parse(run.stdout));
    const lines = readFileSync(join(results, 'latest', 'raw.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    rounds = lines.map((line) => JSON.parse(line) as LatencyRoundRecord);
  }, 120_000);

  it('ends well and leaves nothing behind', () => {
    expect(run.code).toBe(0);
    expect(left).toEqual({ processes: [], files: [] });
  });

  it('has a round of each target to find the capacities, and one for the latencies', () => {
    expect(rounds.map(({ round }) => round)).toEqual([0, 0, 1, 1]);
    for (const round of [0, 1]) {
      const measured = rounds.filter((record) => record.round === round).map(({ target }) => target);
      expect(measured.toSorted()).toEqual(targets.toSorted());
    }
    expect(rounds.map(({ blocks }) => blocks.length)).toEqual([0, 0, 3, 3]);
    expect(rounds.map(({ steps }) => steps.length > 0)).toEqual([true, true, false, false]);
  });

  it('measures all targets at the same rates, with all that was offered sent and answered', () => {
    const levels = summary.experiments.latency?.levels ?? [];
    // Shares of the lowest capacity, or less where the generator can't prove itself that far; never out of proportion.
    const top = Math.max(...levels.map(({ share }) => share));
    expect(top).toBeLessThanOrEqual(0.7);
    expect(levels.map(({ target }) => target)).toEqual([0.3, 0.5, 0.7].flatMap(() => targets));
    for (const [index, share] of [0.3, 0.5, 0.7].entries()) {
      expect(levels[2 * index]?.share).toBeCloseTo((share / 0.7) * top, 6);
    }
    const rates = targets.map((target) =>
      levels.filter((level) => level.target === target).map((level) => level.ratePerSec),
    );
    expect(rates[0]).toEqual(rates[1]);
    for (const { counts } of rounds.flatMap(({ blocks }) => blocks)) {
      expect(counts.offered).toBeGreaterThan(0);
      expect(counts).toMatchObject({ sent: counts.offered, completed: counts.offered, unexpected: 0 });
    }
  });

  it('gives percentiles in their order, and no 99th of a few hundred requests or interval of one start', () => {
    for (const { latencyMs, serviceMs } of summary.experiments.latency?.levels ?? []) {
      expect(latencyMs.p50.value).toBeLessThanOrEqual(latencyMs.p90.value);
      expect(latencyMs.p90.value).toBeLessThanOrEqual(latencyMs.max.value);
      expect(serviceMs.p50.value).toBeLessThanOrEqual(latencyMs.p50.value);
      expect([latencyMs.p99, latencyMs.p999, latencyMs.p50.interval]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('proves what its generator can do, and says by which rules', () => {
    const { generator, rules } = summary.experiments.latency ?? {};
    expect(generator?.nullCeilingPerSec).toBeGreaterThan(0);
    expect(generator?.completed).toBe(generator?.offered);
    expect(rules?.length).toBeGreaterThan(3);
    expect(['VALID', 'UNSTABLE']).toContain(summary.verdict);
    expect(summary.verdict === 'VALID').toBe(summary.reasons.length === 0);
  });
});

const STALL_MS = 300;
const RATE_PER_SEC = 500;

/** Answers at once, but for one stall in which it hears nobody. */
const startStaller = async (): Promise<{ server: Server; url: string; stallSoon: () => void }> => {
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((_request, response) => {
    left -= 1;
    if (left === 0) {
      const end = performance.now() + STALL_MS;
      while (performance.now() < end);
    }
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stallSoon: () => (left = 50) };
};

const slowOnes = (encoded: string): number => {
  const times = mergeTimes([encoded]);
  const ranks = Array.from({ length: times.totalCount }, (_, index) => (index + 0.5) / times.totalCount);
  return ranks.filter((rank) => percentileMs(times, rank) > STALL_MS / 3).length;
};

describe('a server that stalls once', () => {
  let stack: Stack;
  let staller: Awaited<ReturnType<typeof startStaller>>;
  beforeEach(async () => {
    [stack, staller] = await Promise.all([openStack(), startStaller()]);
  });
  afterEach(async () => {
    await stack.close();
    staller.server.closeAllConnections();
    staller.server.close();
  });

  it('is seen in the times from the intended start, and hidden by a closed loop', async () => {
    const generator = await LoadGenerator.start(stack, { signal: new AbortController().signal });
    const requests = [{ method: 'GET', path: '/', headers: {}, expect: 200 } as const];
    await generator.aim({ url: staller.url, connections: 4, requests });
    await generator.closedLoop({ connections: 4, seconds: 0.3 });
    staller.stallSoon();
    const closed = await generator.closedLoop({ connections: 4, seconds: 1 });
    staller.stallSoon();
    const open = await generator.openLoop({
      id: 'stall',
      seed: 1,
      arrivals: { process: 'poisson', ratePerSec: RATE_PER_SEC, seconds: 1 },
      population: { users: 1 },
      mix: [{ operation: 'me', weight: 1, expect: 200 }],
      timeline: [],
    });
    expect(open.counts).toMatchObject({ offered: RATE_PER_SEC, sent: RATE_PER_SEC, completed: RATE_PER_SEC });
    // Whoever came in the first two thirds of the stall waited for more than a third of it.
    const waiting = (RATE_PER_SEC * (STALL_MS * 2)) / 3 / 1000;
    expect(slowOnes(open.times.latency)).toBeGreaterThan(waiting * 0.7);
    // One for each connection, whatever the rate.
    expect(slowOnes(closed.times.service)).toBeLessThan(waiting / 4);
    const [openP99, closedP99] = [open.times.latency, closed.times.service].map((times) =>
      percentileMs(mergeTimes([times]), 0.99),
    );
    expect(openP99).toBeGreaterThan(closedP99 ?? Number.POSITIVE_INFINITY);
  }, 30_000);
});

describe('a latency run that is killed', () => {
  it('leaves neither its spinning generator nor anything else', async () => {
    const tmp = makeTmp();
    const child = startBench(tmp, '--profile', 'quick', '--experiment', 'latency', '--out', join(workplace, 'killed'));
    const end = ended(child);
    // The lab, the keeper, the generator, Redis and the API.
    while ((await processesOf(tmp)).length < 5) await sleep(50);
    child.kill('SIGKILL');
    await end;
    expect(await leftovers(tmp)).toEqual({ processes: [], files: [] });
  }, 60_000);
});
