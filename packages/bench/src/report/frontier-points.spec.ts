// Which strategies there are to choose between.
import { describe, expect, it } from '@jest/globals';
import { costRow, interval, revocation, summary } from '../../test/summary-example.ts';
import type { CostRow } from '../result/summary.ts';
import type { TargetName } from '../target/target-name.ts';
import { frontierOf } from './frontier-points.ts';

const cost = (target: TargetName, us: number): CostRow => ({
  ...costRow(target, 400),
  cpuUs: interval(us, us - 5, us + 5),
});

const lag = (target: TargetName, ms: number) => revocation({ target, lagMs: { p50: ms / 2, p99: ms, max: ms } });

const frontier = (rows: readonly (readonly [TargetName, number, number])[]) =>
  frontierOf(
    summary({
      cost: rows.map(([target, us]) => cost(target, us)),
      revocation: rows.map(([target, , ms]) => lag(target, ms)),
    }),
  );

const chosen = (rows: readonly (readonly [TargetName, number, number])[]): string[] =>
  frontier(rows).points.flatMap(({ target, isDominated }) => (isDominated ? [] : [target]));

describe('frontierOf', () => {
  it('lets what is cheaper and not later dominate', () => {
    expect(
      chosen([
        ['jwt/pushed', 200, 0.6],
        ['session/tracked', 120, 0.4],
        ['jwt/stateless', 140, 4000],
      ]),
    ).toEqual(['session/tracked']);
  });

  it('lets nothing that promises less dominate, however it went this time', () => {
    expect(
      chosen([
        ['session/redis', 200, 0],
        ['session/tracked', 120, 0],
      ]),
    ).toHaveLength(2);
  });

  it('leaves out who refuses users whom nobody has logged out', () => {
    const careless = { ...lag('session/memory', 0), falseRejects: 1 };
    const run = summary({ cost: [cost('session/memory', 100)], revocation: [careless] });
    expect(frontierOf(run).points).toEqual([]);
  });

  it('lets nothing dominate by less than its interval', () => {
    expect(
      chosen([
        ['session/redis', 128, 0],
        ['session/tracked', 120, 0],
      ]),
    ).toHaveLength(2);
  });

  it('takes the lifetime of production for the lag of a token that cannot be revoked', () => {
    const rows = [
      ['jwt/stateless', 100, 4000],
      ['jwt/pushed', 120, 9000],
    ] as const;
    expect(chosen(rows)).toHaveLength(2);
    expect(frontier(rows).points[0]).toMatchObject({ lifetimeMs: 900_000, longestMs: 4000 });
  });

  it('has no point for what was measured in one experiment alone', () => {
    expect(frontierOf(summary({ cost: [cost('session/tracked', 100)] })).points).toEqual([]);
  });

  it('adds the share of a refresh where its cost was measured', () => {
    const operation = { target: 'jwt/stateless', operation: 'refresh', cpuUs: interval(180, 170, 190) };
    const login = { operations: [{ ...operation, redisCpuUs: interval(0, 0, 0) }] };
    const run = summary({ cost: [cost('jwt/stateless', 100)] });
    const experiments = { ...run.experiments, login } as unknown as typeof run.experiments;
    const { points, hasRefreshes } = frontierOf({ ...run, experiments });
    expect(hasRefreshes).toBe(true);
    expect(points[0]?.cpuUs.value).toBeCloseTo(110);
  });
});
