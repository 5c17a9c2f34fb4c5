/** The barest queue of events, a heap of moments in a typed array: what a loop by hand keeps its answers in. */
export class Moments {
  size = 0;
  heap = new Float64Array(1024);

  push(moment) {
    const { heap } = this;
    let at = this.size++;
    while (at > 0 && moment < heap[(at - 1) >> 1]) {
      heap[at] = heap[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    heap[at] = moment;
  }

  pop() {
    const { heap } = this;
    const first = heap[0];
    const moment = heap[--this.size];
    let at = 0;
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && heap[child + 1] < heap[child]) child++;
      if (moment <= heap[child]) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moment;
    return first;
  }
}
