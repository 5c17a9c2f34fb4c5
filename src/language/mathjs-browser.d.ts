// mathjs publishes no types for its bundled build; only the parser and the shape of its nodes are used.
declare module 'mathjs/lib/browser/math.js' {
  export interface MathNode {
    readonly type: string;
    readonly op?: string;
    readonly implicit?: boolean;
    readonly isPercentage?: boolean;
    readonly args?: readonly MathNode[];
    readonly fn?: string | MathNode;
    readonly name?: string;
    readonly value?: unknown;
    readonly content?: MathNode;
  }
  const math: { parse(text: string): MathNode };
  export default math;
}
