// seedrandom publishes no types for its single generators.
declare module 'seedrandom/lib/alea.js' {
  interface State {
    readonly c: number;
    readonly s0: number;
    readonly s1: number;
    readonly s2: number;
  }
  interface Prng {
    (): number;
    double(): number;
    state(): State;
  }
  /** With `state: true` the generator tells its state, a copy. */
  export default function alea(seed: string, options?: { readonly state: true }): Prng;
}
