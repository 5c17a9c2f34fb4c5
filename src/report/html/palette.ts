// The colours of the page, for light and for dark. Charts are drawn in the light ones; in the dark a style sheet puts
// the dark ones in their place, by the colour that an element was drawn in. Hues keep apart for colour-blind readers.

interface Shade {
  readonly light: string;
  readonly dark: string;
}

const SHADES = {
  ink: { light: '#1a2330', dark: '#e8ecf1' },
  muted: { light: '#566171', dark: '#a3aebd' },
  grid: { light: '#e2e6eb', dark: '#2f3945' },
  blue: { light: '#1667b7', dark: '#6cb2f5' },
  orange: { light: '#c2500a', dark: '#f59c5b' },
  green: { light: '#0a7d5a', dark: '#4fcf9f' },
  purple: { light: '#8a3f91', dark: '#d795dd' },
  gold: { light: '#8a6500', dark: '#e8c14d' },
  teal: { light: '#2e8b99', dark: '#73cdd9' },
  red: { light: '#b3261e', dark: '#ff8a80' },
} as const satisfies Record<string, Shade>;

export type Colour = keyof typeof SHADES;

/** The colour as charts are drawn in it. */
export function light(colour: Colour): string {
  return SHADES[colour].light;
}

/** The colours of lines, bars and segments, in order; they begin again when they run out. */
const SERIES: readonly Colour[] = ['blue', 'green', 'purple', 'gold', 'teal', 'red', 'orange', 'muted'];

export function seriesColour(index: number): string {
  return light(SERIES[index % SERIES.length]!);
}

/** Custom properties, and what charts are repainted with in the dark. */
export function paletteStyle(): string {
  const shades = Object.entries(SHADES);
  const variables = (which: keyof Shade): string =>
    shades.map(([name, shade]) => `--${name}:${shade[which]}`).join(';');
  const repaint = shades
    .map(
      ([name, shade]) =>
        `svg [fill="${shade.light}"]{fill:var(--${name})}svg [stroke="${shade.light}"]{stroke:var(--${name})}`,
    )
    .join('\n');
  return `:root{color-scheme:light;${variables('light')};--paper:#fff;--panel:#f6f8fa;--edge:#d5dbe3}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables('dark')};--paper:#12171e;--panel:#1a212b;--edge:#36414e}
${repaint}}`;
}
