// The distinct partition keys of one aggregated record, in order of their first use: a small open-addressing table
// of integers that is emptied by counting a generation up, since it is filled and emptied for every record sent. What
// belongs to a slot lies together.

const FIRST_CAPACITY = 8;
// A slot: the generation that filled it, its key, the key's number, and one more to make it a power of two.
const WORDS = 4;
const KEY = 1;
const INDEX = 2;
const NONE = -1;

/** Numbers keys from 0 on, each once. */
export class KeyTable {
  /** How many distinct keys there are. */
  size = 0;
  private capacity = FIRST_CAPACITY;
  private slots = new Int32Array(FIRST_CAPACITY * WORDS);
  private generation = 1;

  /** The number of a key; one that is new gets the next. */
  indexOf(key: number): number {
    const at = this.find(key);
    const { slots } = this;
    if (slots[at] === this.generation) return slots[at + INDEX]!;
    const index = this.size++;
    this.fill(at, key, index);
    if (this.size * 2 > this.capacity) this.grow();
    return index;
  }

  /** The number of a key, or −1 when it has none. */
  numberOf(key: number): number {
    const at = this.find(key);
    return this.slots[at] === this.generation ? this.slots[at + INDEX]! : NONE;
  }

  /** Forgets all keys. */
  clear(): void {
    this.size = 0;
    this.generation++;
  }

  // Where the slot of a key begins, or the free one that it would get.
  private find(key: number): number {
    const { slots, generation } = this;
    const mask = slots.length - 1;
    let at = (Math.imul(key, 0x9e3779b1) * WORDS) & mask;
    while (slots[at] === generation && slots[at + KEY] !== key) at = (at + WORDS) & mask;
    return at;
  }

  private fill(at: number, key: number, index: number): void {
    this.slots[at] = this.generation;
    this.slots[at + KEY] = key;
    this.slots[at + INDEX] = index;
  }

  private grow(): void {
    const { slots, generation } = this;
    this.capacity *= 2;
    this.slots = new Int32Array(this.capacity * WORDS);
    for (let old = 0; old < slots.length; old += WORDS) {
      if (slots[old] === generation)
        this.fill(this.find(slots[old + KEY]!), slots[old + KEY]!, slots[old + INDEX]!);
    }
  }
}
