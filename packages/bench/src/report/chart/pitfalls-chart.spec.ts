// Each cause stands beside its two points, in both sizes.
import { expect, it } from '@jest/globals';
import type { Pitfall } from '../../result/pitfalls-result.ts';
import { drawChart } from './draw-chart.ts';
import { pitfallsChart, pitfallsChartHeight } from './pitfalls-chart.ts';

const row = (cause: string, unit: Pitfall['unit'] = 'times'): Pitfall => {
  const figure = { value: 1.5, low: 1.4, high: 1.6, confidence: 0.95 };
  return { cause, what: '', unit, wrong: { way: '', figure }, right: { way: '', figure } };
};

it.each(['wide', 'narrow'] as const)('names every cause that is a ratio: %s', (size) => {
  const rows = [row('first'), row('second'), row('third'), row('loop', 'us')];
  const svg = drawChart(pitfallsChart(rows, size), size, pitfallsChartHeight(rows, size));
  const heights = ['first', 'second', 'third'].map((cause) =>
    Number(new RegExp(`translate\\([\\d.]+ (?<y>[\\d.]+)\\)"[^>]*>${cause}<`, 'u').exec(svg)?.groups?.['y']),
  );
  expect(heights).toEqual(heights.toSorted((upper, lower) => upper - lower));
  expect(heights.every(Number.isFinite)).toBe(true);
  expect(svg).not.toContain('>loop<');
});
