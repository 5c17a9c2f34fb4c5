// Sums over records that must agree between what was produced and what became of it: how many, their bytes, their
// numbers and the moments when they were created (µs), the last two modulo 2³², so that they stay exact.

/** Sums by account. */
export class RecordSums {
  readonly records: Float64Array;
  private readonly bytes: Float64Array;
  private readonly numbers: Int32Array;
  private readonly moments: Int32Array;

  constructor(accounts: number) {
    this.records = new Float64Array(accounts);
    this.bytes = new Float64Array(accounts);
    this.numbers = new Int32Array(accounts);
    this.moments = new Int32Array(accounts);
  }

  /** Records of one size that were created at one moment. */
  add(account: number, count: number, bytes: number, numbers: number, createdUs: number): void {
    this.addSums(account, count, bytes * count, numbers, Math.imul(createdUs | 0, count));
  }

  addSums(account: number, records: number, bytes: number, numbers: number, moments: number): void {
    this.records[account]! += records;
    this.bytes[account]! += bytes;
    this.numbers[account] = (this.numbers[account]! + (numbers | 0)) | 0;
    this.moments[account] = (this.moments[account]! + moments) | 0;
  }

  addAll(account: number, from: RecordSums, first: number, accounts: number): void {
    for (let i = first; i < first + accounts; i++) {
      this.addSums(account, from.records[i]!, from.bytes[i]!, from.numbers[i]!, from.moments[i]!);
    }
  }

  of(account: number): Readonly<Record<'records' | 'bytes' | 'numbers' | 'moments', number>> {
    return {
      records: this.records[account]!,
      bytes: this.bytes[account]!,
      numbers: this.numbers[account]!,
      moments: this.moments[account]!,
    };
  }
}
