"""The style sheet of the matrix's page, for light and dark."""

from __future__ import annotations

# Property: light, dark. Inks keep a contrast of 4.5 to 1 on what they stand on.
COLOURS = {
    "bg": ("#f6f8fa", "#0d1117"),
    "card": ("#ffffff", "#151b23"),
    "head": ("#eff2f5", "#1d242d"),
    "line": ("#d1d9e0", "#30363d"),
    "ink": ("#1f2328", "#f0f6fc"),
    "dim": ("#59636e", "#9198a1"),
    "link": ("#0550ae", "#79c0ff"),
    "odd": ("#7d4e00", "#f2cc60"),
    "odd-tint": ("#fff1c9", "#372a08"),
    "nxdomain": ("#a40e26", "#ff9492"),
    "nxdomain-tint": ("#ffe5e3", "#451a1d"),
    "nodata": ("#6639ba", "#d2a8ff"),
    "nodata-tint": ("#f1e8ff", "#2c2046"),
    "unresolved": ("#0b5d63", "#66dbd6"),
    "unresolved-tint": ("#d9f3f3", "#0d3033"),
    "servfail": ("#8f3b00", "#ffb77c"),
    "servfail-tint": ("#ffe3cf", "#43240f"),
    "other": ("#333a41", "#d0d7de"),
    "other-tint": ("#e6eaef", "#2b333d"),
}

TONES = ("odd", "nxdomain", "nodata", "servfail", "unresolved")

_RULES = """\
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);
font:14px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
header,footer{padding:14px 20px}
h1{margin:0;font-size:19px;font-weight:650}
header p{margin:2px 0;color:var(--dim)}
header .supposed{color:var(--ink);font-weight:650}
label{display:inline-flex;gap:6px;align-items:center;margin-top:6px;cursor:pointer}
main{max-height:max(240px,100vh - 190px);overflow:auto;margin:0 20px;width:fit-content;max-width:calc(100% - 40px);
background:var(--card);border:1px solid var(--line);border-radius:8px;scroll-padding:64px 40px 40px 340px}
table{border-collapse:separate;border-spacing:0;width:max-content}
th{background:var(--head);text-align:left;font-weight:600;vertical-align:top}
th,td{border:0 solid var(--line);border-width:0 1px 1px 0}
tr>:last-child{border-right-width:0}
tbody tr:last-child>*{border-bottom-width:0}
th{padding:6px 12px}
th small{color:var(--dim);font-weight:400;font-size:12px}
thead th{position:sticky;top:0;z-index:2;white-space:nowrap}
thead th small{display:block;min-height:17px}
th[scope=row],thead th:first-child{position:sticky;left:0;z-index:1;max-width:320px;overflow-wrap:break-word}
thead th:first-child{z-index:3}
th[scope=row] .unlike{display:block;color:var(--odd);font-size:12px;font-weight:400}
a{color:inherit}
td{padding:0;height:1px;vertical-align:top;background:var(--card)}
td:target{outline:3px solid var(--link);outline-offset:-3px}
button{all:unset;box-sizing:border-box;display:flex;align-items:flex-start;min-width:100%;min-height:100%;
width:max-content;max-width:28ch;padding:6px 12px;cursor:pointer;
white-space:pre-line;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
button:hover{text-decoration:underline dotted}
button:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
.public{color:var(--dim)}
td.unlike{box-shadow:inset 3px 0;font-weight:600}
[popover]{display:none;max-width:min(90vw,70ch);max-height:80vh;overflow:auto;padding:16px 20px;border-radius:10px;
border:1px solid var(--line);background:var(--card);color:var(--ink);font-weight:400;box-shadow:0 8px 40px #0006}
[popover] p+p{font-weight:600}
[popover]:popover-open{display:block}
[popover] p{margin:0 0 8px;white-space:pre-line;overflow-wrap:anywhere}
[popover] ol{margin:0;padding-left:20px;color:var(--dim);overflow-wrap:anywhere}
footer{color:var(--dim);font-size:13px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 10px;margin:0}
dt{font-weight:600;color:var(--ink)}
dd{margin:0}
ul{margin:8px 0;padding-left:18px}
footer p{margin:6px 0 0}
body:has(#odd-only:checked) tbody tr:not(.differs){display:none}
@media print{main{max-height:none;overflow:visible}}
"""


def _style() -> str:
    light = ";".join(f"--{name}:{one}" for name, (one, _) in COLOURS.items())
    dark = ";".join(f"--{name}:{one}" for name, (_, one) in COLOURS.items())
    tones = [f"td.{tone}{{color:var(--{tone});background:var(--{tone}-tint)}}" for tone in TONES]
    usual = "".join(f":not(.{tone})" for tone in (*TONES, "plain", "public"))
    other = f"td{usual}{{color:var(--other);background:var(--other-tint)}}"
    return f":root{{{light}}}\n@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n{_RULES}" + "\n".join(
        [*tones, other, ""]
    )


STYLE = _style()
