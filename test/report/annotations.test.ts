import { describe, expect, it } from 'vitest';
import { renderAnnotations } from '../../src/report/annotations.ts';
import type { ReportContext } from '../../src/report/judged.ts';
import { hotShard } from './fixture.ts';
import { hostile } from './hostile.ts';

const context: ReportContext = { file: 'designs/a,b:c.yaml', gated: ['base'], allowIndicative: false };

describe('annotations', () => {
  it("stand on the objective's line, one for each that decides and does not hold", () => {
    // The fixture's objectives stand in lines 40 to 42; the base misses the first two.
    const lines = renderAnnotations(hotShard(), { ...context, file: 'hot-shard.yaml' }).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        /^::error file=hot-shard\.yaml,line=40,title=dashboard\.latency\.p99 < 1 s does not hold::base: seen: > 412 ms/,
      ),
      expect.stringMatching(
        /^::error file=hot-shard\.yaml,line=41,title=dashboard\.lost\.ratio < 0\.1%25 does/,
      ),
      '',
    ]);
  });

  it('escape what would end a property, a command or a line', () => {
    const text = renderAnnotations(hotShard(), context);
    expect(text).toContain('file=designs/a%2Cb%3Ac.yaml,line=40');
    const base = hostile();
    const [first] = base.designs;
    const odd = 'x\n::error::y\r\n::set-output name=a::b';
    const objectives = first!.objectives.map((objective) => ({ ...objective, text: odd, note: odd }));
    const lines = renderAnnotations(
      { ...base, designs: [{ ...first!, objectives }] },
      { ...context, gated: [first!.name] },
    ).split('\n');
    // Two commands and the end, though each holds four line breaks.
    expect(lines.length).toBe(3);
    for (const line of lines.slice(0, -1)) {
      expect(line.startsWith('::error ')).toBe(true);
      expect(line).not.toMatch(/\p{Cc}/u);
    }
  });

  it('name no file for what came in on stdin or was saved', () => {
    expect(renderAnnotations(hotShard(), { ...context, file: '-' })).not.toContain('file=');
    expect(renderAnnotations(hotShard(), { ...context, file: 'results.json' })).not.toContain('file=');
  });

  it('are none where nothing is missed', () => {
    expect(renderAnnotations(hotShard(), { ...context, gated: ['salted-key'] })).toBe('');
  });
});
