// seedrandom publishes no types for its single generators.
declare module 'seedrandom/lib/alea.js' {
  interface Prng {
    (): number;
    double(): number;
  }
  export default function alea(seed: string): Prng;
}
