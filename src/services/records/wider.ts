// Columns that grow: typed arrays have a fixed length, so a longer one takes over what is there.

interface Column<T> {
  set(from: T): void;
}

/** Copies a column to the start of a longer one. @returns the longer one */
export function wider<T extends Column<T>>(from: T, to: T): T {
  to.set(from);
  return to;
}
