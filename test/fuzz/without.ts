// Takes what stands at a path out of data, or the nearest thing around it that there is.

type Holder = Record<PropertyKey, unknown>;

/** @returns whether there was anything to take out */
export function without(data: object, path: readonly PropertyKey[]): boolean {
  let holder = data as Holder;
  let last: { readonly holder: Holder; readonly step: PropertyKey } | null = null;
  for (const step of path) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) break;
    last = { holder, step };
    holder = holder[step] as Holder;
  }
  if (last === null) return false;
  if (Array.isArray(last.holder)) last.holder.splice(Number(last.step), 1);
  else delete last.holder[last.step];
  return true;
}
