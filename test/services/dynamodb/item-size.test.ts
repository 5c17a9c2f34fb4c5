// How large items are. Numbers: as they were measured on DynamoDB itself (the conformance suite of paritysuite, August 2026); the rest
// by the developer guide.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttributeError, itemBytes, numberBytes } from '../../../src/services/dynamodb/capacity/item-size.ts';
import { tableSchema } from '../../../src/services/dynamodb/table/table-schema.ts';

describe('a number', () => {
  it.each([
    ['0', 1],
    ['0.000', 1],
    ['7', 2],
    ['12', 2],
    ['123456', 4],
    ['-123456', 5],
    ['3.14159', 5],
    ['1E125', 2],
    ['1E-130', 2],
    // Pairs are counted from the point: 1|20 without its zeros at the end, and .01|20.
    ['120', 3],
    ['0.012', 3],
    ['100', 2],
    ['0.01', 2],
    ['1000000.000001', 8],
  ])('%s has %i bytes', (text, bytes) => {
    expect(numberBytes(text)).toBe(bytes);
  });

  it('has as many however it is written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.integer({ min: -20, max: 20 }),
        (digits, exponent) => {
          const bytes = numberBytes(`${digits}E${exponent}`);
          expect(numberBytes(`000${digits}.000E${exponent}`)).toBe(bytes);
          expect(numberBytes(`${digits}00E${exponent - 2}`)).toBe(bytes);
          expect(numberBytes(`-${digits}E${exponent}`)).toBe(bytes + 1);
          // A hundred times as much has as many pairs.
          expect(numberBytes(`${digits}E${exponent + 2}`)).toBe(bytes);
        },
      ),
    );
  });

  it.each(['', '.', '1.2.3', '0x10', 'NaN', '1E126', '1'.repeat(39)])('is not %j', (text) => {
    expect(() => numberBytes(text)).toThrow(AttributeError);
  });
});

describe('an item', () => {
  it.each([
    // The guide’s: shirt-color and shirt-size, R and M, are 23 B.
    [{ 'shirt-color': { S: 'R' }, 'shirt-size': { S: 'M' } }, 23],
    [{ é: { S: '鍵' } }, 2 + 3],
    [{ a: { B: 'AAECAw==' } }, 1 + 4],
    [{ a: { BOOL: true }, b: { NULL: true } }, 4],
    [{ a: { SS: ['xx', 'yyy'] } }, 1 + 5],
    [{ a: { NS: ['12', '-3'] } }, 1 + 2 + 3],
    [{ a: { L: [] } }, 1 + 3],
    [{ a: { L: [{ S: 'x' }, { N: '1' }] } }, 1 + 3 + 2 * 1 + 1 + 2],
    [{ a: { M: { bc: { S: 'x' } } } }, 1 + 3 + 1 + 2 + 1],
  ])('%j has %i bytes', (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it.each([
    [{ a: 'x' }, ['a']],
    [{ a: { S: 1 } }, ['a', 'S']],
    [{ a: { S: 'x', N: '1' } }, ['a']],
    [{ a: { X: 'x' } }, ['a', 'X']],
    [{ a: { SS: [] } }, ['a', 'SS']],
    [{ a: { B: '%' } }, ['a', 'B']],
    [{ a: { L: [{ N: 'one' }] } }, ['a', 'L', 0, 'N']],
  ])('%j is none, and it is told where', (item, path) => {
    const thrown = (): unknown => {
      try {
        return itemBytes(item);
      } catch (error) {
        return error;
      }
    };
    expect(thrown()).toMatchObject({ path });
  });

  it('stands for the size of a table’s items', () => {
    const table = (itemSize: unknown) =>
      tableSchema.safeParse({ readCapacityUnits: 1, writeCapacityUnits: 1, itemSize });
    expect(table({ fromItem: { id: { S: 'abc' } } }).data!.itemSize).toEqual({
      distribution: 'constant',
      value: 5,
    });
    const most = { fromItem: { a: { S: 'x'.repeat(409_599) } } };
    expect(table(most).success).toBe(true);
    const above = table({ fromItem: { a: { S: 'x'.repeat(409_600) } } });
    expect(above.error!.issues[0]!.message).toMatch(/409601 B, and the largest has 409600 B/);
    expect(table({ fromItem: { id: { S: 5 } } }).error!.issues[0]!.path).toEqual([
      'itemSize',
      'fromItem',
      'id',
      'S',
    ]);
  });
});
