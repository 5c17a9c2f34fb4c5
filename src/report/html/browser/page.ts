// Runs in the report: puts a chart that answers in the place of each drawing, and lets the reader switch designs and
// move in time. Everything that it shows is set as text, never as markup. If it fails, the drawings stay.

interface Column {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly design: number | null;
  readonly periodSeconds: number;
  readonly values: readonly (number | null)[];
}

interface ChartData {
  readonly spec: object;
  readonly tables: Readonly<Record<string, readonly { readonly d?: number }[]>>;
  readonly time: {
    readonly clock: { readonly unit: string; readonly seconds: number };
    readonly columns: readonly Column[];
    readonly bands: readonly {
      readonly title: string;
      readonly fromSeconds: number;
      readonly toSeconds: number;
    }[];
  } | null;
}

interface VegaEvent extends Event {
  /** Where, from the corner that the axes meet in. */
  readonly vega: { xy(): readonly [number, number] };
}

interface VegaView {
  signal(name: string, value: unknown): VegaView;
  data(name: string, rows: readonly object[]): VegaView;
  scale(name: string): { (value: number): number; invert(place: number): number };
  runAsync(): Promise<unknown>;
  addSignalListener(name: string, listener: (name: string, value: unknown) => void): VegaView;
  addEventListener(name: string, listener: (event: VegaEvent) => void): VegaView;
}

/** From Vega-Embed, which stands in the page before this. */
declare const vegaEmbed: (
  element: Element,
  spec: object,
  options: object,
) => Promise<{ readonly view: VegaView }>;

/** A time window in seconds; null for the whole. */
type Span = readonly [number, number] | null;

interface LiveChart {
  readonly view: VegaView;
  readonly data: ChartData;
  readonly plot: HTMLElement;
  /** The point that the reader looks at, a place in its columns; null when none. */
  at: number | null;
}

(() => {
  const charts: LiveChart[] = [];
  const off = new Set<number>();
  let span: Span = null;

  // ——— what stands in a chart ———

  const shown = (design: number | null | undefined): boolean =>
    typeof design !== 'number' || !off.has(design);

  function rowsOf(data: ChartData): Record<string, readonly object[]> {
    const rows: Record<string, readonly object[]> = {};
    for (const [name, all] of Object.entries(data.tables)) rows[name] = all.filter(({ d }) => shown(d));
    for (const { name, design, values, periodSeconds } of data.time?.columns ?? []) {
      const scale = periodSeconds / data.time!.clock.seconds;
      rows[name] = shown(design) ? values.map((v, i) => ({ t: (i + 0.5) * scale, v })) : [];
    }
    return rows;
  }

  function lookAt(chart: LiveChart, point: number | null, x: number, y: number): void {
    const { time } = chart.data;
    const columns = (time?.columns ?? []).filter(({ design }) => shown(design));
    const first = columns[0];
    if (time === null || first === undefined || point === null) {
      chart.at = null;
      tip.hidden = true;
      void chart.view.signal('at', null).runAsync();
      return;
    }
    chart.at = point;
    const seconds = (point + 0.5) * first.periodSeconds;
    const at = seconds / time.clock.seconds;
    void chart.view.signal('at', at).runAsync();
    const rows = columns.map(({ label, unit, colour, dash, values, periodSeconds }): TipRow => {
      const own = Math.min(Math.floor(seconds / periodSeconds), values.length - 1);
      return [label, quantity(values[own] ?? null, unit), colour, dash];
    });
    const faults = time.bands
      .filter(({ fromSeconds, toSeconds }) => seconds >= fromSeconds && seconds < toSeconds)
      .map(({ title }): TipRow => [title, 'fault']);
    showTip(`${digits(at)} ${time.clock.unit}`, [...rows, ...faults], x, y);
  }

  function pointAt(chart: LiveChart, place: number): number | null {
    const { time } = chart.data;
    const column = time?.columns.find(({ design }) => shown(design));
    if (time === null || column === undefined) return null;
    const seconds = chart.view.scale('x').invert(place) * time.clock.seconds;
    const point = Math.floor(seconds / column.periodSeconds);
    return point >= 0 && point < column.values.length ? point : null;
  }

  // ——— time: all charts show the same window ———

  function lengthOf({ time }: ChartData): number {
    return Math.max(
      0,
      ...(time?.columns ?? []).map(({ values, periodSeconds }) => values.length * periodSeconds),
    );
  }

  const timed = (): readonly LiveChart[] => charts.filter(({ data }) => data.time !== null);
  const whole = (): number => Math.max(0, ...timed().map(({ data }) => lengthOf(data)));

  /** Within what was measured, and never closer than a hundredth of it. */
  function within([from, to]: readonly [number, number]): Span {
    const length = whole();
    const width = Math.min(Math.max(to - from, length / 100), length);
    if (width >= length) return null;
    const start = Math.min(Math.max(from, 0), length - width);
    return [start, start + width];
  }

  let linking = false;
  async function moveTo(wanted: Span): Promise<void> {
    span = wanted === null ? null : within(wanted);
    linking = true;
    await Promise.all(
      timed().map(({ view, data }) => {
        const unit = data.time!.clock.seconds;
        return view.signal('zoom_t', span === null ? null : span.map((seconds) => seconds / unit)).runAsync();
      }),
    );
    linking = false;
    document.body.dataset.span = span === null ? 'whole' : span.map((seconds) => digits(seconds)).join(' ');
  }

  const MOVES: Readonly<Record<string, (from: number, to: number) => Span>> = {
    closer: (from, to) => [from + (to - from) / 4, to - (to - from) / 4],
    wider: (from, to) => [from - (to - from) / 2, to + (to - from) / 2],
    earlier: (from, to) => [from - (to - from) / 3, to - (to - from) / 3],
    later: (from, to) => [from + (to - from) / 3, to + (to - from) / 3],
    whole: () => null,
  };
  const KEYS: Readonly<Record<string, string>> = { '+': 'closer', '=': 'closer', '-': 'wider', '0': 'whole' };

  function move(name: string): void {
    const [from, to] = span ?? [0, whole()];
    const made = MOVES[name]?.(from, to);
    if (made !== undefined) void moveTo(made);
  }

  // ——— one chart ———

  function listen(chart: LiveChart): void {
    const { view, data, plot } = chart;
    if (data.time === null) return;
    const unit = data.time.clock.seconds;
    view.addSignalListener('zoom_t', (_, value) => {
      if (linking) return;
      void moveTo(Array.isArray(value) ? [value[0] * unit, value[1] * unit] : null);
    });
    const point = (event: VegaEvent): void => {
      const { clientX, clientY } = event as unknown as PointerEvent;
      lookAt(chart, pointAt(chart, event.vega.xy()[0]), clientX, clientY);
    };
    view.addEventListener('pointermove', point);
    view.addEventListener('pointerdown', point);
    plot.addEventListener('pointerleave', () => lookAt(chart, null, 0, 0));
    plot.addEventListener('blur', () => lookAt(chart, null, 0, 0));
    plot.tabIndex = 0;
    plot.addEventListener('keydown', (event) => key(chart, event));
  }

  function key(chart: LiveChart, event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== chart.plot) return;
    const column = chart.data.time?.columns.find(({ design }) => shown(design));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key in KEYS) move(KEYS[event.key]!);
    else if (event.key === 'Escape') lookAt(chart, null, 0, 0);
    else if (step !== undefined && column !== undefined) {
      const next = chart.at === null ? 0 : chart.at + step;
      const box = chart.plot.getBoundingClientRect();
      lookAt(chart, Math.min(Math.max(next, 0), column.values.length - 1), box.left + 60, box.top + 10);
    } else return;
    event.preventDefault();
  }

  /** Vega-Embed's links (save as SVG, as PNG) behind a word. */
  function fold(actions: Element | null): void {
    if (actions === null) return;
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = 'save';
    summary.setAttribute('aria-label', 'Save this chart as a picture');
    actions.replaceWith(details);
    details.append(summary, actions);
  }

  async function enliven(plot: HTMLElement): Promise<void> {
    const data = JSON.parse(plot.querySelector('script')!.textContent!) as ChartData;
    const drawn = plot.querySelector<HTMLElement>('.drawn')!;
    const place = document.createElement('div');
    place.className = 'live';
    plot.append(place);
    const { view } = await vegaEmbed(
      place,
      { ...data.spec, datasets: rowsOf(data) },
      {
        renderer: 'svg',
        defaultStyle: false,
        actions: { export: true, source: false, compiled: false, editor: false },
        downloadFileName: 'chart',
        tooltip: (_: unknown, event: PointerEvent, __: unknown, value: unknown) => {
          const rows = (value as { tip?: readonly TipRow[]; head?: string } | null)?.tip;
          if (rows === undefined) tip.hidden = true;
          else showTip((value as { head: string }).head, rows, event.clientX, event.clientY);
        },
      },
    );
    place.querySelector('svg.marks')?.classList.add('chart');
    fold(place.querySelector('.vega-actions'));
    drawn.remove();
    const chart: LiveChart = { view, data, plot, at: null };
    charts.push(chart);
    listen(chart);
  }

  // ——— designs ———

  function switchDesign(design: number, on: boolean): void {
    if (on) off.delete(design);
    else off.add(design);
    document.body.classList.toggle(`off-${design}`, !on);
    tip.hidden = true;
    for (const { view, data } of charts) {
      for (const [name, rows] of Object.entries(rowsOf(data))) view.data(name, rows);
      void view.runAsync();
    }
    // A chart that was drawn while it was hidden had no width to fill.
    dispatchEvent(new Event('resize'));
  }

  async function start(): Promise<void> {
    for (const plot of document.querySelectorAll<HTMLElement>('.plot')) await enliven(plot);
    const tools = document.getElementById('tools');
    if (tools !== null) {
      tools.hidden = false;
      for (const box of tools.querySelectorAll<HTMLInputElement>('input[data-design]')) {
        box.checked = true;
        box.addEventListener('change', () => switchDesign(Number(box.dataset.design), box.checked));
      }
      for (const button of tools.querySelectorAll<HTMLButtonElement>('button[data-move]')) {
        button.addEventListener('click', () => move(button.dataset.move!));
      }
    }
    document.body.dataset.live = String(charts.length);
  }

  void start();
})();
