// results.json: the same content is the same bytes, and nothing in it is a number that is none.

import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/experiment/result.ts';
import { renderJson } from '../../src/report/json.ts';
import { hotShard } from './fixture.ts';

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('results.json', () => {
  it('holds the whole result, and ends with a newline', () => {
    const text = renderJson(hotShard());
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(hotShard())));
  });

  it('begins with the version of its schema, and gives estimates as value, interval, bound', () => {
    const text = renderJson(hotShard());
    expect(Object.keys(JSON.parse(text))).toEqual([
      'schemaVersion',
      'simulator',
      'scenario',
      'method',
      'partial',
      'designs',
      'tables',
      'comparisons',
      'gates',
    ]);
    expect(text).toContain('"p99": { "value": null, "ci95": null, "above": 0.412 }');
  });

  it('orders the keys of every shape by the shape, not by who built it', () => {
    const { designs, comparisons, ...rest } = hotShard();
    const first = designs[0]!;
    const shuffled = {
      comparisons: comparisons.map(reversed),
      designs: [reversed({ ...first, components: {}, findings: [] })],
      ...(reversed({ ...rest, method: {} }) as object),
    } as unknown as Result;
    const plain = { ...rest, method: {}, designs: [{ ...first, components: {}, findings: [] }], comparisons };
    expect(renderJson(shuffled)).toBe(renderJson(plain));
  });

  it('keeps the order in which components were declared', () => {
    const parsed = JSON.parse(renderJson(hotShard()));
    expect(Object.keys(parsed.designs[0].components)).toEqual(['web-servers', 'clicks', 'dashboard']);
  });

  it('writes every series, and the values of every figure, on one line', () => {
    const text = renderJson(hotShard());
    expect(text.split('\n').filter((line) => line.includes('"values"')).length).toBe(
      hotShard().designs.reduce(
        (sum, { series, comparable }) => sum + series.lines.length + comparable.figures.length,
        0,
      ),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %d, and says where',
    (bad) => {
      const result = hotShard();
      const broken: Result = {
        ...result,
        designs: [{ ...result.designs[0]!, events: bad }],
      };
      expect(() => renderJson(broken)).toThrowError(expect.objectContaining({ name: 'InvariantError' }));
      expect(() => renderJson(broken)).toThrow('$.designs[0].events');
    },
  );
});
