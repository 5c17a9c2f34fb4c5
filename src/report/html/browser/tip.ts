// Runs in the report, before page.ts, which uses it: the small box beside the pointer that gives exact values. What it
// shows is set as text, never as markup.

const tip = document.createElement('div');
tip.className = 'tip';
tip.setAttribute('role', 'status');
tip.hidden = true;
document.body.append(tip);

/** Up to six digits, thousands apart. */
function digits(value: number): string {
  const [whole = '', part] = String(Number(value.toPrecision(6))).split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

function quantity(value: number | null, unit: string): string {
  if (value === null) return 'cannot be told';
  if (unit === 'milliseconds') return quantity(value / 1000, 'seconds');
  if (unit !== 'seconds') return `${digits(value)}${unit.startsWith('/') ? '' : ' '}${unit}`.trim();
  if (value === 0 || value >= 1) return `${digits(value)} s`;
  return value >= 0.001 ? `${digits(value * 1000)} ms` : `${digits(value * 1e6)} µs`;
}

type TipRow = readonly [label: string, value: string, colour?: string, dash?: readonly number[]];

function swatch(colour: string, dash: readonly number[]): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('width', '22');
  svg.setAttribute('height', '8');
  const line = document.createElementNS(namespace, 'line');
  const attributes = { x1: '1', y1: '4', x2: '21', y2: '4', stroke: colour, 'stroke-width': '2.5' };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  if (dash.length > 0) line.setAttribute('stroke-dasharray', dash.join(' '));
  svg.append(line);
  return svg;
}

function showTip(title: string, rows: readonly TipRow[], x: number, y: number): void {
  const list = document.createElement('dl');
  for (const [label, value, colour, dash] of rows) {
    const name = document.createElement('dt');
    if (colour !== undefined) name.append(swatch(colour, dash ?? []));
    name.append(label);
    const told = document.createElement('dd');
    told.textContent = value;
    list.append(name, told);
  }
  const head = document.createElement('b');
  head.textContent = title;
  tip.replaceChildren(head, list);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const beyond = x + 14 + width > document.documentElement.clientWidth - 4;
  const left = beyond ? x - 14 - width : x + 14;
  const top = Math.min(y + 14, innerHeight - height - 4);
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, top)}px`;
}
