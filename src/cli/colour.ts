// Whether and how wide a stream is drawn: NO_COLOR and FORCE_COLOR, as no-color.org and Node have them; else colours
// where there is a terminal.

const PLAIN_WIDTH = 80;

/** How a summary is drawn on a stream. @param color false when --no-color was given */
export function drawingOf(
  stream: NodeJS.WriteStream,
  color: boolean,
): { readonly colour: boolean; readonly width: number } {
  return { colour: color && wantsColour(stream), width: stream.isTTY ? stream.columns : PLAIN_WIDTH };
}

function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}
