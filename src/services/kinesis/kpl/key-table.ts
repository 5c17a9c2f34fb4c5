// The distinct partition keys of one aggregated record, in order of their first use: a small open-addressing table
// of integers that is emptied by counting a generation up, since it is filled and emptied for every record sent.

const FIRST_CAPACITY = 8;

/** Numbers keys from 0 on, each once. */
export class KeyTable {
  /** How many distinct keys there are. */
  size = 0;
  private capacity = FIRST_CAPACITY;
  private keys = new Int32Array(FIRST_CAPACITY);
  private indices = new Int32Array(FIRST_CAPACITY);
  private generations = new Int32Array(FIRST_CAPACITY);
  private generation = 1;

  /** The number of a key; one that is new gets the next. */
  indexOf(key: number): number {
    const mask = this.capacity - 1;
    let slot = Math.imul(key, 0x9e3779b1) & mask;
    while (this.generations[slot] === this.generation) {
      if (this.keys[slot] === key) return this.indices[slot]!;
      slot = (slot + 1) & mask;
    }
    const index = this.size++;
    this.keys[slot] = key;
    this.indices[slot] = index;
    this.generations[slot] = this.generation;
    if (this.size * 2 > this.capacity) this.grow();
    return index;
  }

  /** Whether a key has a number. */
  has(key: number): boolean {
    const mask = this.capacity - 1;
    let slot = Math.imul(key, 0x9e3779b1) & mask;
    while (this.generations[slot] === this.generation) {
      if (this.keys[slot] === key) return true;
      slot = (slot + 1) & mask;
    }
    return false;
  }

  /** Forgets all keys. */
  clear(): void {
    this.size = 0;
    this.generation++;
  }

  private grow(): void {
    const { keys, indices, generations, generation, capacity } = this;
    this.capacity = capacity * 2;
    this.keys = new Int32Array(this.capacity);
    this.indices = new Int32Array(this.capacity);
    this.generations = new Int32Array(this.capacity);
    const mask = this.capacity - 1;
    for (let old = 0; old < capacity; old++) {
      if (generations[old] !== generation) continue;
      let slot = Math.imul(keys[old]!, 0x9e3779b1) & mask;
      while (this.generations[slot] === generation) slot = (slot + 1) & mask;
      this.keys[slot] = keys[old]!;
      this.indices[slot] = indices[old]!;
      this.generations[slot] = generation;
    }
  }
}
