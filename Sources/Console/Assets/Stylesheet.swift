// The only stylesheet: calm, dense, light and dark by the system's choice, narrow screens included.
// Colours are named once; a state's colour is always beside its word.

/// The stylesheet that is served as `/corridor.css`.
enum Stylesheet {
    static let text = colours + frame + tables + pieces + message + narrow

    private static let colours = """
        :root {
          color-scheme: light dark;
          --paper: #f5f6f4; --sheet: #ffffff; --line: #e1e4e0; --hover: #f0f4f2;
          --ink: #1b2320; --quiet: #66706c; --faint: #a3aba7;
          --accent: #0b6b5d; --accent-soft: #e0efec; --on-accent: #ffffff;
          --good: #1d7447; --good-soft: #e2f2e8;
          --warning: #8a5300; --warning-soft: #fbeed6;
          --bad: #b1271f; --bad-soft: #fbe5e2;
          --quiet-soft: #ecefed;
          --text: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
          --code: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #101413; --sheet: #171c1b; --line: #2a312f; --hover: #1d2422;
            --ink: #e2e8e5; --quiet: #93a19b; --faint: #5d6965;
            --accent: #62c8b6; --accent-soft: #17332e; --on-accent: #07201b;
            --good: #64cf94; --good-soft: #16301f;
            --warning: #e9b455; --warning-soft: #362811;
            --bad: #ff8e83; --bad-soft: #3d1c19;
            --quiet-soft: #232a28;
          }
        }

        """

    private static let frame = """
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 var(--text); }
        a { color: var(--accent); text-decoration: none; }
        a:hover { text-decoration: underline; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        .skip { position: absolute; left: -999px; }
        .skip:focus { left: 12px; top: 12px; background: var(--sheet); padding: 6px 10px; z-index: 9; }
        .top {
          display: flex; align-items: center; gap: 6px 26px; flex-wrap: wrap; padding: 0 28px; min-height: 52px;
          background: var(--sheet); border-bottom: 1px solid var(--line);
        }
        .brand { display: flex; align-items: center; gap: 9px; font-weight: 650; font-size: 15px;
          letter-spacing: .01em; color: var(--ink); }
        .brand:hover { text-decoration: none; }
        .mark { width: 22px; height: 22px; fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; }
        .top nav { display: flex; gap: 2px; align-self: stretch; }
        .top nav a { display: flex; align-items: center; gap: 6px; padding: 0 12px; color: var(--quiet);
          border-bottom: 2px solid transparent; border-top: 2px solid transparent; min-height: 42px; }
        .top nav a:hover { color: var(--ink); text-decoration: none; }
        .top nav a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 550; }
        .badge { background: var(--bad-soft); color: var(--bad); border-radius: 9px; padding: 0 7px;
          font-size: 12px; font-weight: 600; font-variant-numeric: tabular-nums; }
        .search { margin-left: auto; flex: 0 1 270px; }
        .search input { width: 100%; }
        main { max-width: 1500px; margin: 0 auto; padding: 20px 28px 40px; }
        footer { max-width: 1500px; margin: 0 auto; padding: 14px 28px 28px; display: flex; flex-wrap: wrap;
          gap: 4px 18px; color: var(--quiet); font-size: 12px; }
        .stale { color: var(--bad); font-weight: 600; }
        h1 { font-size: 20px; font-weight: 620; margin: 4px 0 12px; display: flex; flex-wrap: wrap;
          align-items: center; gap: 10px; overflow-wrap: anywhere; }
        .quiet-title { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          margin: 0; }
        h2 { font-size: 13px; font-weight: 620; margin: 0; }
        h3, h4 { font-size: 13px; font-weight: 620; margin: 0; }
        section { margin-top: 26px; }
        .heading { display: flex; align-items: baseline; gap: 14px; margin: 0 2px 8px; }
        .heading > :not(h2) { margin-left: auto; font-size: 13px; }
        .aside, .lead { color: var(--quiet); }
        .lead { margin: 0 0 14px; }

        """

    private static let tables = """
        .sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: baseline; padding: 7px 12px; }
        td { unicode-bidi: isolate; }
        .sheet > table > tbody > tr + tr > td, .attempts td { border-top: 1px solid var(--line); }
        thead th { color: var(--quiet); font-weight: 500; font-size: 12px; white-space: nowrap;
          border-bottom: 1px solid var(--line); }
        tbody tr { position: relative; }
        tbody tr:hover td { background: var(--hover); }
        .row::after { content: ""; position: absolute; inset: 0; }
        tr a:not(.row), tr input, tr details { position: relative; z-index: 1; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .zero { color: var(--faint); }
        td.warning, td.bad, small.warning, small.bad, small.good, td.good { font-weight: 550; }
        .good { color: var(--good); }
        .warning { color: var(--warning); }
        .bad { color: var(--bad); }
        td.bad a { color: inherit; }
        small { font-size: 12px; color: var(--quiet); }
        .name small { display: block; }
        small.warning { color: var(--warning); }
        small.bad { color: var(--bad); }
        small.good { color: var(--good); }
        .code, code, pre { font-family: var(--code); font-size: 12px; }
        .when { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .type { font-weight: 550; white-space: nowrap; }
        .said, .because { overflow-wrap: anywhere; }
        .lanes .because { min-width: 16em; }
        .feeds th:nth-child(n+4), .destinations th:nth-child(n+4), .messages th:last-child,
        .lanes th:nth-child(n+5), .groups th:last-child, .parked th:nth-child(n+7),
        .attempts th:nth-child(3), .attempts th:nth-child(4), .attempts th:nth-child(5) { text-align: right; }
        .feeds .state, .destinations .state { width: 7.2em; }
        .feeds .name, .destinations .name { width: 25%; min-width: 15em; }
        .feeds .rate, .destinations .rate { width: 14em; }
        .rate { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .rate span { display: inline-block; min-width: 3.2em; text-align: right; margin-right: 10px; }
        .spark { width: 96px; height: 20px; vertical-align: -4px; fill: none; stroke: var(--accent);
          stroke-width: 1.4; stroke-linejoin: round; }
        .spark path { vector-effect: non-scaling-stroke; }
        .spark.flat { stroke: var(--line); }
        .spark .area { fill: var(--accent-soft); stroke: none; }
        .parked .select { width: 1%; }
        .parked .select, .parked th:first-child { vertical-align: middle; line-height: 0; }
        .parked .said { min-width: 18em; }
        .sheet:has(> .groups) { max-width: 720px; }
        .chosen td { background: var(--accent-soft); }

        """

    private static let pieces = """
        .pill { display: inline-block; padding: 1px 9px; border-radius: 10px; font-size: 12px; font-weight: 600;
          letter-spacing: 0; white-space: nowrap; background: var(--quiet-soft); color: var(--quiet); }
        .pill.good { background: var(--good-soft); color: var(--good); }
        .pill.warning { background: var(--warning-soft); color: var(--warning); }
        .pill.bad { background: var(--bad-soft); color: var(--bad); }
        .delivery { display: inline-block; margin-right: 8px; color: var(--ink); }
        .delivery::before { content: ""; display: inline-block; width: 7px; height: 7px; border-radius: 50%;
          background: var(--faint); margin-right: 6px; vertical-align: 1px; }
        .delivery.good::before { background: var(--good); }
        .delivery.warning::before { background: var(--warning); }
        .delivery.bad::before { background: var(--bad); }
        .delivery i { font-style: normal; color: var(--quiet); }
        .delivery.bad i { color: var(--bad); }
        .delivery.warning i { color: var(--warning); }
        .refusal { color: var(--quiet); overflow-wrap: anywhere; }
        .attention { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px;
          background: var(--sheet); overflow: hidden; }
        .attention li { padding: 9px 14px; color: var(--ink); border-left: 4px solid var(--warning); }
        .attention li + li { border-top: 1px solid var(--line); }
        .attention li.bad { border-left-color: var(--bad); }
        .attention.calm { padding: 9px 14px; border-left: 4px solid var(--good); margin-bottom: 14px; }
        .nothing { margin: 0; padding: 14px; color: var(--quiet); background: var(--sheet);
          border: 1px dashed var(--line); border-radius: 8px; }
        input, select, button { font: inherit; color: inherit; }
        input:not([type=checkbox]), select { background: var(--paper); border: 1px solid var(--line);
          border-radius: 6px; padding: 5px 9px; min-height: 32px; max-width: 100%; }
        input::placeholder { color: var(--faint); }
        input[type=checkbox] { accent-color: var(--accent); width: 15px; height: 15px; margin: 0; }
        button { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 4px 13px;
          min-height: 32px; font-weight: 550; cursor: pointer; }
        button:hover { border-color: var(--accent); }
        .confirm button, .filter button { background: var(--accent); border-color: var(--accent);
          color: var(--on-accent); }
        button.danger { color: var(--bad); }
        .confirm button.danger { background: var(--bad); border-color: var(--bad); color: var(--sheet); }
        button.danger:hover { border-color: var(--bad); }
        .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; }
        .actions.bar { padding: 12px 2px; }
        .actions.bar a { margin-left: auto; }
        .filter { display: flex; flex-wrap: wrap; align-items: end; gap: 10px 14px; margin-bottom: 14px; }
        .filter label, .confirm label { display: grid; gap: 3px; font-size: 12px; color: var(--quiet); }
        .filter label > *, .confirm label > * { font-size: 14px; color: var(--ink); }
        .filter a { padding: 6px 0; }
        .pager { display: flex; gap: 20px; padding: 12px 2px; }
        .confirm { display: grid; gap: 16px; max-width: 560px; }
        .warn-box { background: var(--warning-soft); border-radius: 8px; padding: 10px 16px; margin-bottom: 16px;
          max-width: 760px; }
        .warn-box p { margin: 0; }
        .warn-box ul { margin: 8px 0 0; padding-left: 20px; }
        .facts, .figures { display: flex; flex-wrap: wrap; gap: 10px 34px; margin: 0; }
        .facts dt, .figures dt { color: var(--quiet); font-size: 12px; }
        .facts dd, .figures dd { margin: 0; overflow-wrap: anywhere; }
        .figures { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
          padding: 12px 16px; margin-top: 16px; }
        .figures dd { font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; }
        .figures .spark { margin-left: 10px; }

        """

    private static let message = """
        h1 + .facts + .attention { margin-top: 16px; }
        .delivery-card + .delivery-card { margin-top: 10px; }
        .delivery-card header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px;
          padding: 9px 14px; }
        .delivery-card header > span:not(.pill), .delivery-card header > code { color: var(--quiet); }
        .delivery-card .actions { margin-left: auto; }
        .delivery-card > .because { margin: 0; padding: 0 14px 10px; color: var(--quiet); }
        .attempts thead th { border-top: 1px solid var(--line); border-bottom: 0; }
        .attempts .said { width: 50%; }
        .beside { display: grid; gap: 0 20px; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        .beside > section:only-child { grid-column: 1 / -1; }
        .fields { padding-bottom: 6px; }
        .group { padding: 10px 14px 2px; color: var(--accent); font-size: 12px; letter-spacing: .02em; }
        .segment h4 { padding: 9px 14px 3px; font-family: var(--code); }
        .segment h4 span { font: 500 12px var(--text); color: var(--quiet); margin-left: 6px; }
        .segment h4 small { margin-left: 10px; font-family: var(--text); }
        .segment table { table-layout: fixed; }
        .segment th { width: 9.5em; font: 12px var(--code); color: var(--quiet); }
        .segment th, .segment td { padding: 2px 14px; }
        .segment td:nth-child(2) { width: 34%; color: var(--quiet); }
        .segment td:nth-child(3) { overflow-wrap: anywhere; white-space: pre-wrap; }
        .segment .part th, .segment .part td:nth-child(2) { padding-left: 28px; }
        .segment .part th { color: var(--faint); }
        .depth-1 { margin-left: 14px; } .depth-2 { margin-left: 28px; } .depth-3 { margin-left: 42px; }
        .depth-4 { margin-left: 56px; } .depth-5 { margin-left: 70px; } .depth-6 { margin-left: 84px; }
        .payload + .payload { margin-top: 10px; }
        .payload summary { padding: 9px 14px; cursor: pointer; }
        .payload summary code { color: var(--quiet); margin: 0 6px; }
        pre { margin: 0; padding: 10px 14px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5;
          unicode-bidi: isolate; tab-size: 2; }
        .payload pre { border-top: 1px solid var(--line); }
        .lineage { margin-bottom: 8px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
          overflow-x: auto; }
        .lineage summary { padding: 9px 14px; cursor: pointer; }
        .lineage > .because { margin: 0; padding: 9px 14px; color: var(--quiet); }
        .unread code { margin-right: 4px; cursor: default; }
        .origins th, .origins td { padding: 2px 14px; font-size: 12px; }
        .origins td:nth-child(2) { overflow-wrap: anywhere; min-width: 9em; }
        .origins td:nth-child(4) code { color: var(--faint); white-space: nowrap; }
        .origins .entry th { padding-top: 9px; color: var(--accent); font-weight: 500; text-align: left; }
        .lit, .lit td, .lit th { background: var(--warning-soft) !important; }
        .key { font-weight: 400; color: var(--accent); }
        .byte { font-weight: 600; color: var(--bad); }
        .cut { color: var(--quiet); }
        details > summary { color: var(--ink); }
        .said details summary { color: var(--accent); cursor: pointer; font-size: 12px; }

        """

    private static let narrow = """
        @media (max-width: 1000px) {
          .beside { grid-template-columns: minmax(0, 1fr); }
        }
        @media (max-width: 720px) {
          .top { padding: 8px 16px 0; gap: 2px 14px; }
          .top nav { order: 3; width: 100%; margin-left: -12px; }
          .search { flex: 1 1 150px; }
          main { padding: 14px 16px 30px; }
          footer { padding: 12px 16px 24px; }
          .sheet > table > thead, .attempts thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
            clip-path: inset(50%); }
          .sheet > table, .sheet > table > tbody, .attempts, .attempts tbody { display: block; }
          .sheet > table > tbody > tr, .attempts tr { display: flex; flex-wrap: wrap; gap: 1px 14px;
            padding: 9px 14px; align-items: baseline; }
          .sheet > table > tbody > tr + tr, .attempts tr { border-top: 1px solid var(--line); }
          .sheet > table > tbody > tr > td, .attempts td { padding: 0; border: 0; text-align: left;
            background: none; }
          .sheet > table > tbody > tr + tr > td { border: 0; }
          td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); font: 12px var(--text); }
          .feeds .name, .destinations .name { order: -1; flex: 1 1 70%; min-width: 0; }
          .feeds .state, .destinations .state { order: -2; width: auto; }
          .rate { flex: 1 1 100%; order: -1; }
          .rate span { min-width: 0; }
          td.zero { display: none; }
          .messages .type { flex: 1 1 60%; }
          .messages .outcome { flex: 1 1 100%; }
          .messages .number { display: none; }
          .lanes .because, .parked .said, .attempts .said { flex: 1 1 100%; width: auto; min-width: 0; }
          .facts, .figures { gap: 8px 22px; }
          .segment td:nth-child(2) { width: 30%; }
          .segment th { width: 7.5em; }
          .segment th, .segment td { padding: 2px 8px; }
          .depth-1, .depth-2, .depth-3, .depth-4, .depth-5, .depth-6 { margin-left: 4px; }
        }

        """
}
