import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/services/index.ts';
import { SOURCES } from './source.ts';

const LONGEST = 300;

/** Lines of comment at the top. */
function opening(text: string): number {
  const lines = text.replace(/^#!.*\n/, '').split('\n');
  const first = lines.findIndex((line) => !line.startsWith('//'));
  return first < 0 ? lines.length : first;
}

describe('a file', () => {
  it(`has at most ${LONGEST} lines: past that, there is a second idea in it`, () => {
    const long = SOURCES.filter(({ text }) => text.split('\n').length - 1 > LONGEST);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`)).toEqual([]);
  });

  it('opens by saying what it is', () => {
    expect(SOURCES.filter(({ text }) => opening(text) === 0).map(({ path }) => path)).toEqual([]);
    // A few lines: more belongs where it is about.
    expect(SOURCES.filter(({ text }) => opening(text) > 7).map(({ path }) => path)).toEqual([]);
  });

  it('and its folder are named for what they are, in kebab case', () => {
    const vague = /(?:^|[/-])(?:utils?|common|helpers?|misc|types|stuff)(?:[/.-]|$)/;
    expect(SOURCES.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
    const kebab = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/;
    expect(SOURCES.filter(({ path }) => !kebab.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const found = SOURCES.filter(({ text }) =>
      /\b(?:TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-expect-error/.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe('shared code', () => {
  it('never asks which type a component has', () => {
    const names = catalogue.map(({ name }) => name);
    const services = [...new Set(names.map((name) => name.split('.')[0]!))];
    const inService = new RegExp(`^services/(?:${services.join('|')})/`);
    const found = SOURCES.filter(({ path }) => !inService.test(path)).flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => !line.trimStart().startsWith('//') && !line.trimStart().startsWith('*'))
        .filter(
          (line) =>
            names.some((name) => new RegExp(`['"\`]${name.replace('.', '\\.')}['"\`]`).test(line)) ||
            new RegExp(`\\btype\\s*[!=]==?\\s*['"\`](?:${services.join('|')})\\b`).test(line),
        )
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });
});

describe.each(catalogue.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  const month = /^20\d\d-(?:0[1-9]|1[0-2])$/;

  it('says of every limit where it was read, and when', () => {
    for (const [name, { value, unit, description, source, date }] of Object.entries(type.limits)) {
      expect(Number.isFinite(value) && value > 0, name).toBe(true);
      expect(
        [unit, description, source].every((text) => text.length > 0),
        name,
      ).toBe(true);
      expect(date, name).toMatch(month);
    }
  });

  it('says of every meter what it counts, and of every price where it was read, and when', () => {
    const meters = new Map(type.meters.map((meter) => [meter.name, meter]));
    expect(meters.size).toBe(type.meters.length);
    for (const { name, unit, description, source } of type.meters) {
      expect(
        [unit, description, source].every((text) => text.length > 0),
        name,
      ).toBe(true);
    }
    for (const [name, { regions, source, date }] of Object.entries(type.prices)) {
      expect(meters.has(name), `${name} is a meter`).toBe(true);
      expect(source.length, name).toBeGreaterThan(0);
      expect(date, name).toMatch(month);
      for (const [region, price] of Object.entries(regions)) {
        const usd = Array.isArray(price) ? price.map((tier) => tier.usd) : [price];
        for (const one of usd) expect(Number.isFinite(one) && one > 0, `${name} in ${region}`).toBe(true);
      }
    }
  });

  it('has prices for each meter in the same regions', () => {
    const books = Object.values(type.prices).map(({ regions }) => Object.keys(regions).sort().join(' '));
    expect(new Set(books).size).toBeLessThanOrEqual(1);
  });
});
