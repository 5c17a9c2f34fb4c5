// Jobs that wait, as a ring of slots in order of arrival.

/** A first-come-first-served queue of slots. */
export class JobQueue {
  length = 0;
  private slots = new Int32Array(64);
  private from = 0;

  push(slot: number): void {
    if (this.length === this.slots.length) this.grow();
    this.slots[(this.from + this.length) & (this.slots.length - 1)] = slot;
    this.length++;
  }

  /** Takes the first; the queue must not be empty. */
  shift(): number {
    const first = this.slots[this.from]!;
    this.from = (this.from + 1) & (this.slots.length - 1);
    this.length--;
    return first;
  }

  private grow(): void {
    const wider = new Int32Array(this.slots.length * 2);
    for (let i = 0; i < this.length; i++) wider[i] = this.slots[(this.from + i) & (this.slots.length - 1)]!;
    this.slots = wider;
    this.from = 0;
  }
}
