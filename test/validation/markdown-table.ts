// Tables of VALIDATION.md: drawn from lines, and read back, so that what was not looked at this time keeps its lines.

/** One line of a table, a cell for each column. */
export type Line<Column extends string> = Readonly<Record<Column, string>>;

/** The lines of text of a table. Cells are as `cell` gives them. */
export function drawn<Column extends string>(
  columns: readonly Column[],
  lines: readonly Line<Column>[],
): readonly string[] {
  return [
    head(columns),
    `|${columns.map(() => '---').join('|')}|`,
    ...lines.map((line) => row(columns.map((column) => line[column]))),
  ];
}

/** The lines of all tables with these columns in a text. */
export function linesIn<Column extends string>(
  columns: readonly Column[],
  text: string,
): readonly Line<Column>[] {
  const found: Line<Column>[] = [];
  let inTable = false;
  for (const line of text.split('\n')) {
    inTable = line.startsWith('|') && (inTable || line === head(columns));
    if (!inTable || !line.startsWith('| ') || line === head(columns)) continue;
    const cells = line.slice(2, -2).split(/(?<!\\) \| /);
    if (cells.length !== columns.length) continue;
    found.push(Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as Line<Column>);
  }
  return found;
}

/** A text as one cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

function head(columns: readonly string[]): string {
  return row(columns);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
