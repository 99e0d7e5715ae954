/**
 * The look of the page. Colours meet WCAG AA on what they stand on, in both schemes; what colours tell, patterns, places
 * or words tell too. No rule names anything to load.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fcfbf8;--raised:#f4f2ec;--ink:#1d2024;--quiet:#5a5f69;--rule:#dedbd2;--link:#24508f;--line:#1d5b86;--fill:#9db8c9;--reach:#7f9fb3;--hatch:#00000026;--cut:#fcfbf8;
--normal:#edf3ee;--caution:#f7efd2;--alert:#f7e3cb;--critical:#f4d5cb;--haltband:#ecc6c9;--auto:#5f927a;--notify:#a98a2c;--confirm:#b8642a;--deny:#7d2435;--for:#3f7a69;--against:#a8503a;--warn:#8a3b1c;--good:#2c6350;--alarm:#7d2435;--onalarm:#ffffff;--target:#fff2c4}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14161a;--raised:#1c1f25;--ink:#e8e6e1;--quiet:#a9aeb8;--rule:#333842;--link:#9dbdf2;--line:#8cc4ee;--fill:#3f627a;--reach:#56809b;--hatch:#ffffff24;--cut:#14161a;
--normal:#1a2420;--caution:#2b2716;--alert:#35271a;--critical:#3f241f;--haltband:#4a1f28;--auto:#5c9c81;--notify:#c2a245;--confirm:#d58348;--deny:#d7667b;--for:#6fb59f;--against:#e08a6f;--warn:#f0a583;--good:#8accb3;--alarm:#d7667b;--onalarm:#14161a;--target:#3d3517}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:46rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
h1,h2,.figures strong{font-family:"Iowan Old Style","Palatino Linotype",Palatino,P052,Georgia,"Songti SC","Noto Serif CJK SC",serif;font-weight:600;font-variant-numeric:lining-nums}
h1{font-size:2.25rem;line-height:1.25;margin:.15rem 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .25rem}
h3{font-size:.95rem;margin:0 0 .3rem}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
bdi,code{overflow-wrap:anywhere}
code{font:.85em ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;color:var(--quiet)}
.maker{margin:0;color:var(--quiet);font-size:.85rem;letter-spacing:.04em}
.subject{margin:0;color:var(--quiet);font-size:.9rem;display:flex;flex-wrap:wrap;gap:.1rem 1.25rem}
.halted{margin:1.5rem 0 0;padding:.7rem 1rem;background:var(--alarm);color:var(--onalarm);font-weight:600;border-radius:4px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1.5rem 1rem;margin:2rem 0 0;padding:1.5rem 0;border-top:2px solid var(--ink);border-bottom:1px solid var(--rule)}
.figures dt{font-size:.85rem}
.figures dt a{color:var(--quiet)}
.figures dd{margin:0}
.figures strong{font-size:2.6rem;line-height:1.15;letter-spacing:-.02em}
.figures small{color:var(--quiet);font-size:.95rem;margin-left:.15rem}
.figures span{display:block;font-size:.85rem;line-height:1.45;color:var(--quiet)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:1rem 0 0;padding:0;font-size:.9rem}
section{margin-top:3.25rem;scroll-margin-top:1rem}
.about{margin:0 0 1rem;color:var(--quiet);font-size:.9rem;max-width:38rem}
.empty{color:var(--quiet);font-style:italic}
.notices{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1.25rem 2rem;margin-top:.75rem}
.notices ul{margin:0;padding-left:1.1rem}
.notices li{margin:.25rem 0}
.notices p{margin:0;color:var(--quiet)}
.notices>div{border-left:4px solid var(--rule);padding-left:1rem}
.warnings h3{color:var(--warn)}.strengths h3{color:var(--good)}
.notices>.warnings{border-left-color:var(--warn)}.notices>.strengths{border-left:4px double var(--good)}
.ev{font-size:.85em;color:var(--quiet)}
.chart{display:block;width:100%;height:auto;overflow:visible}
.chart text{fill:var(--ink);font-size:13px}
.chart .tick{fill:var(--quiet);font-size:12px}
.chart .band{font-size:12px}
.chart .value{font-weight:600}.chart .strong{font-weight:600}
.chart .quiet{fill:var(--quiet);font-weight:400}
.chart.w{display:none}
.grid{stroke:var(--rule);stroke-width:1}.axis{stroke:var(--quiet);stroke-width:1}
.line{fill:none;stroke:var(--line);stroke-width:2;stroke-linejoin:round}
.halo{fill:none;stroke:var(--paper);stroke-width:5;stroke-linejoin:round}
.dot{fill:var(--line);stroke:var(--paper);stroke-width:1}
.halt{fill:var(--alarm);stroke:var(--paper);stroke-width:1.5}
.reach{stroke:var(--reach);stroke-width:1.5}
.bar{fill:var(--fill)}
.hatch{stroke:var(--hatch);stroke-width:1;fill:none}
.cut{stroke:var(--cut);stroke-width:1.4;fill:none}
.tint-Normal{fill:var(--normal)}.tint-Caution{fill:var(--caution)}.tint-Alert{fill:var(--alert)}.tint-Critical{fill:var(--critical)}.tint-Halt{fill:var(--haltband)}
.act-auto{fill:var(--auto)}.act-notify{fill:var(--notify)}.act-confirm{fill:var(--confirm)}.act-deny{fill:var(--deny)}
.for{fill:var(--for)}.against{fill:var(--against)}
.interval{stroke:var(--fill);stroke-width:10;stroke-linecap:round}
.mark{stroke:var(--line);stroke-width:3}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;margin:0 0 .75rem;padding:0;font-size:.85rem}
.swatch{vertical-align:-1px}
details{margin-top:.75rem;font-size:.9rem}
summary{cursor:pointer;color:var(--link);width:fit-content}
.scroll{position:relative;overflow-x:auto;max-height:32rem;margin-top:.5rem;border:1px solid var(--rule);border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.4}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--rule);min-width:4.5rem}
th{font-weight:600}
tbody th{font-weight:500}
thead th{position:sticky;top:0;background:var(--raised);color:var(--ink);white-space:nowrap}
.num{text-align:right}
tr:target{background:var(--target)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--quiet);font-size:.85rem}
@media (min-width:44rem){.chart.w{display:block}.chart.n{display:none}}
@media (forced-colors:active){.line,.mark,.axis{stroke:CanvasText}.dot{fill:CanvasText}}
@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:10pt}nav,details{display:none}section{break-inside:avoid;margin-top:1.6rem}#evidence{break-inside:auto}.scroll{max-height:none;overflow:visible;border:0}thead th{position:static}th,td{min-width:0;padding:.2rem .4rem}a{color:inherit;text-decoration:none}.chart.w{display:block}.chart.n{display:none}.chart,.swatch,.halted{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
