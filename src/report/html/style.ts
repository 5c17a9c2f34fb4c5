// The style sheet of the page. One column of text, charts side by side where there is room and below each other on a
// phone; what is wider than the screen scrolls in its own box. Paper gets the light colours.

import { paletteStyle } from './palette.ts';
import { DESIGNS_SHOWN } from './sections/frame.ts';

/** What hides a design: all that carries its class, and its column of the tables of designs. */
function switches(): string {
  return Array.from(
    { length: DESIGNS_SHOWN },
    (_, i) => `.off-${i} .d-${i},.off-${i} table.designs tr>:nth-child(${i + 2}){display:none}`,
  ).join('\n');
}

export function styleSheet(): string {
  return `${paletteStyle()}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
main,header,footer{max-width:1160px;margin:0 auto;padding:0 24px}
header{padding-top:32px}
footer{padding-top:8px;padding-bottom:40px;color:var(--muted);font-size:14px}
h1{font-size:30px;line-height:1.2;margin:0 0 8px}
h2{font-size:21px;line-height:1.3;margin:44px 0 6px;padding-top:14px;border-top:1px solid var(--edge)}
h3{font-size:16px;margin:22px 0 6px}
p{margin:6px 0 12px;max-width:76ch}
.question{font-size:18px;margin:0 0 10px}
.facts,.note{color:var(--muted);font-size:14px}
.facts{margin:0 0 4px}
.more{color:var(--muted);font-size:14px;font-style:italic}
.banner{margin:18px 0 0;padding:14px 18px;border:1px solid var(--edge);border-left:6px solid var(--muted);border-radius:6px;background:var(--panel);font-size:18px}
.banner p{margin:0;max-width:none}
.banner p+p{margin-top:6px;font-size:16px}
.banner.holds{border-left-color:var(--green)}.banner.fails{border-left-color:var(--red)}.banner.undecided{border-left-color:var(--gold)}
.mark{font-weight:700;display:inline-block;min-width:1.1em}
.holds>.mark,.better>.mark,.mark.holds{color:var(--green)}
.fails>.mark,.worse>.mark,.mark.fails,.mark.error{color:var(--red)}
.undecided>.mark,.same>.mark,.mark.undecided,.mark.warning{color:var(--gold)}
.mark.info{color:var(--muted)}
nav{margin:16px 0 0;font-size:14px}
nav a{margin-right:14px;display:inline-block}
a{color:var(--blue)}
.scroll{overflow-x:auto;margin:10px 0 14px;max-width:100%}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:0 0 4px}
th,td{padding:6px 18px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--edge)}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom}
tbody th{font-weight:400;min-width:15ch}
th.num,td.num{text-align:right;white-space:nowrap}
tr.total>*{font-weight:700;border-top:2px solid var(--edge)}
tr.group>*{font-weight:700;padding-top:16px}
.small{color:var(--muted);font-size:13px;font-weight:400;white-space:normal;display:block}
td.why{min-width:26ch;max-width:52ch}
td.text{min-width:12ch}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:18px 24px;margin:10px 0 14px}
figure{margin:0;min-width:0}
figcaption{font-size:14px;margin-bottom:2px}
figcaption b{display:block}
figcaption span{color:var(--muted)}
figure svg.chart{display:block;width:100%;height:auto;max-width:520px}
.wide figure svg.chart{max-width:560px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;margin:8px 0;font-size:14px}
.legend svg{vertical-align:middle;margin-right:7px}
.findings{list-style:none;padding:0;margin:8px 0}
.findings>li{padding:10px 0 10px 28px;border-bottom:1px solid var(--edge);position:relative}
.findings .mark{position:absolute;left:2px}
.findings p{margin:2px 0}
.findings .title{font-weight:600}
dl.evidence{display:flex;flex-wrap:wrap;gap:2px 18px;margin:4px 0 0;font-size:13px;color:var(--muted)}
dl.evidence div{white-space:normal}
dl.evidence dt,dl.evidence dd{display:inline;margin:0}
dl.evidence dt::after{content:": "}
dl.plain{display:grid;grid-template-columns:minmax(9ch,max-content) 1fr;gap:4px 18px;font-size:14px;margin:10px 0}
dl.plain dt{color:var(--muted)}
dl.plain dd{margin:0;min-width:0}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
th code,td code{overflow-wrap:normal}
pre{white-space:pre-wrap;background:var(--panel);border:1px solid var(--edge);border-radius:6px;padding:10px 14px;margin:8px 0}
details{margin:10px 0}
summary{cursor:pointer;font-size:14px;color:var(--blue)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{position:relative}
figure svg.topology{max-width:440px;margin-top:6px}
figure.whole{grid-column:1/-1}figure.whole svg.topology{max-width:1100px}
.overlay{margin:10px 0 18px;max-width:900px}
.plot{position:relative;touch-action:pan-y;max-width:560px}
.overlay .plot{max-width:none}
.overlay svg.chart{max-width:none}
.plot:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.live{display:block;width:100%}
.live .chart-wrapper{width:100%}
.live details{margin:0;position:absolute;top:-20px;right:0;z-index:1;text-align:right}
.live summary{list-style:none;font-size:13px;line-height:18px;color:var(--muted);background:var(--paper);padding-left:6px}
.live summary::-webkit-details-marker{display:none}
.live summary:hover{text-decoration:underline}
.vega-actions{display:flex;flex-direction:column;background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:4px 0}
.vega-actions a{padding:5px 14px;font-size:14px;white-space:nowrap}
.tools{position:sticky;top:0;z-index:2;max-width:1160px;margin:14px auto 0;padding:6px 24px;background:var(--paper);border-bottom:1px solid var(--edge);display:flex;flex-wrap:wrap;gap:4px 26px;align-items:center}
.tools[hidden]{display:none}
.tools fieldset{border:0;margin:0;padding:0;min-width:0;display:flex;flex-wrap:wrap;gap:2px 14px;align-items:center;font-size:14px}
.tools legend{float:left;padding:0;color:var(--muted);margin-right:10px}
.tools label{display:inline-flex;align-items:center;gap:5px;padding:4px 0;min-width:0;overflow-wrap:anywhere}
.tools button{font:inherit;line-height:1;min-width:32px;height:30px;padding:0 9px;color:var(--ink);background:var(--panel);border:1px solid var(--edge);border-radius:5px;cursor:pointer}
.tools button+button{margin-left:-8px}
.tools .note{margin:0;font-size:13px;max-width:none}
section{scroll-margin-top:90px}
.tip{position:fixed;z-index:3;pointer-events:none;max-width:min(340px,calc(100vw - 8px));padding:7px 11px;background:var(--paper);color:var(--ink);border:1px solid var(--muted);border-radius:6px;box-shadow:0 2px 8px rgba(0,0,0,.18);font-size:13px;line-height:1.4}
.tip[hidden]{display:none}
.tip dl{display:grid;grid-template-columns:auto auto;gap:0 14px;margin:2px 0 0}
.tip dt{overflow-wrap:anywhere}
.tip dt svg{margin-right:6px}
.tip dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
${switches()}
@media (max-width:700px){.tools{position:static;padding:6px 14px}section{scroll-margin-top:0}}
@media (max-width:600px){body{font-size:15px}main,header,footer{padding-left:14px;padding-right:14px}h1{font-size:25px}h2{font-size:19px;margin-top:34px}.banner{font-size:16px;padding:12px 14px}th,td{padding-right:14px}dl.plain{grid-template-columns:1fr;gap:0}dl.plain dd{margin-bottom:8px}}
@media print{body{font-size:11pt}main,header,footer{max-width:none;padding:0}nav,.tools,.tip,.live details{display:none}h2{break-after:avoid}h3{break-after:avoid}figure,tr,.findings>li,.banner{break-inside:avoid}.scroll{overflow:visible}.charts{grid-template-columns:repeat(2,1fr)}}
`;
}
