import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evenRanges,
  type OpenRanges,
  Router,
  rangeOf,
} from '../../../src/services/kinesis/resharding/hash-range.ts';
import { Topology } from '../../../src/services/kinesis/resharding/topology.ts';
import { Keys } from '../../../src/workload/keys.ts';

const SPACE = 2n ** 128n;
const FOUR: OpenRanges = { starts: evenRanges(4), numbers: [0, 1, 2, 3] };

describe('the hash-key ranges of a stream', () => {
  it('of four shards begin 85070591730234615865843651857942052864 apart, as the developer guide lists them', () => {
    expect(evenRanges(4)).toEqual([
      0n,
      85070591730234615865843651857942052864n,
      170141183460469231731687303715884105728n,
      255211775190703847597530955573826158592n,
    ]);
  });

  it('of three shards are those that CreateStream answers', () => {
    expect(evenRanges(3)).toEqual([
      0n,
      113427455640312821154458202477256070485n,
      226854911280625642308916404954512140970n,
    ]);
  });

  it('divide the space: each hash lies in exactly one, whatever the number of shards', () => {
    const hash = fc.bigInt({ min: 0n, max: SPACE - 1n });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), hash, (count, anywhere) => {
        const starts = evenRanges(count);
        expect([starts.length, starts[0]]).toEqual([count, 0n]);
        const border = starts[Number(anywhere % BigInt(count))]!;
        const probes = [anywhere, border, border - 1n < 0n ? 0n : border - 1n, 0n, SPACE - 1n];
        for (const probe of probes) {
          const range = rangeOf(starts, probe);
          expect(starts[range]! <= probe).toBe(true);
          expect(probe < (starts[range + 1] ?? SPACE)).toBe(true);
        }
      }),
    );
  });

  it('are equal but for less than one in 2^114', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
        const ends = [...evenRanges(count).slice(1), SPACE];
        const sizes = evenRanges(count).map((start, i) => ends[i]! - start);
        const spread = sizes.at(-1)! - sizes[0]!;
        expect(spread >= 0n && spread < BigInt(count)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the shard of a partition key', () => {
  // MD5 of RFC 1321's test suite: "a" 0cc175b9…, "abc" 90015098…, "message digest" f96b697d…; "" is no key.
  it.each([
    ['a', 0x0cc175b9c0f1b6a831c399e269772661n, 0],
    ['abc', 0x900150983cd24fb0d6963f7d28e17f72n, 2],
    ['message digest', 0xf96b697d7cb7938d525a2f31aaf161d0n, 3],
    ['abcdefghijklmnopqrstuvwxyz', 0xc3fcd3d76192e4007dfb496cca67e13bn, 3],
  ])('%s is decided by the MD5 of its text', (text, hash, shard) => {
    const keys = new Keys();
    const key = keys.intern(text);
    expect(keys.hash(key)).toBe(hash);
    expect(new Router(keys, FOUR).shardOf(key)).toBe(shard);
  });

  it('is remembered, also for keys that are added later', () => {
    const keys = new Keys();
    const router = new Router(keys, FOUR);
    const a = keys.intern('a');
    expect(router.shardOf(a)).toBe(0);
    const later = Array.from({ length: 100 }, (_, i) => keys.intern(`key ${i}`));
    for (const key of later) {
      expect(router.shardOf(key)).toBe(rangeOf(evenRanges(4), keys.hash(key)));
      expect(router.shardOf(key)).toBe(router.shardOf(key));
    }
    expect(router.shardOf(a)).toBe(0);
  });

  it('is after a resharding what it would be had nothing been asked before, and the view from before stays', () => {
    const asked = fc.subarray(Array.from({ length: 200 }, (_, key) => key));
    const steps = fc.array(fc.tuple(fc.nat(9), fc.boolean()), { minLength: 1, maxLength: 6 });
    const property = fc.property(fc.integer({ min: 1, max: 4 }), asked, steps, (count, early, list) => {
      const keys = new Keys();
      for (let i = 0; i < 200; i++) keys.intern(`key ${i}`);
      const topology = new Topology(count);
      let router = new Router(keys, topology.ranges);
      for (const key of early) router.shardOf(key);
      for (const [pick, splits] of list) {
        const before = { router, shards: early.map((key) => router.shardOf(key)) };
        const shard = topology.openShards[pick % topology.openShards.length]!;
        if (splits || shard.start === 0n) topology.split(topology.middleOf(shard));
        else topology.merge(shard.start);
        router = before.router.after(topology.ranges);
        const anew = new Router(keys, topology.ranges);
        for (let key = 0; key < 200; key++) expect(router.shardOf(key)).toBe(anew.shardOf(key));
        expect(early.map((key) => before.router.shardOf(key))).toEqual(before.shards);
      }
    });
    fc.assert(property, { numRuns: 50 });
  });
});
