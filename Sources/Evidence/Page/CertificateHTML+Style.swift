import VaultModel

extension CertificateHTML {
    /// The style sheet: a calm page on the screen, A4 with numbered pages on paper.
    static func style(for certificate: ErasureCertificate) -> String {
        """
        :root { --ink: #1c2530; --soft: #5b6673; --line: #d5dbe1; --tint: #f3f6f8; --accent: #0f5c63; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #e9edf0; color: var(--ink); font: 15px/1.5 "Source Sans 3", "Noto Sans", \
        "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
        main { max-width: 210mm; margin: 8mm auto; padding: 18mm 20mm; background: #fff; \
        box-shadow: 0 1px 6px rgb(0 0 0 / 15%); }
        .kind { display: flex; justify-content: space-between; gap: 6mm; margin: 0 0 9mm; padding-bottom: 2.5mm; \
        border-bottom: 2px solid var(--accent); color: var(--accent); font-weight: 600; }
        h1 { margin: 0 0 2mm; font: 600 30px/1.2 "Source Serif 4", "Noto Serif", Georgia, "DejaVu Serif", serif; }
        .lede { margin: 0 0 6mm; font-size: 18px; color: var(--soft); }
        .moments { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; }
        .moments section { padding: 4mm 5mm; background: var(--tint); border-left: 3px solid var(--accent); }
        .moments h2 { margin: 0; font: inherit; font-size: 13px; color: var(--soft); }
        .moments p { margin: 1mm 0 0; font-size: 13.5px; }
        .moments .moment { font-size: 18px; font-weight: 600; }
        .part { margin-top: 9mm; }
        .part > h2 { margin: 0 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid var(--line); \
        font: 600 18px/1.3 "Source Serif 4", "Noto Serif", Georgia, "DejaVu Serif", serif; }
        dl { margin: 0; }
        dl > div { display: grid; grid-template-columns: 44mm 1fr; gap: 4mm; padding: 1.6mm 0; break-inside: avoid; }
        dl > div + div { border-top: 1px solid var(--tint); }
        dt { color: var(--soft); }
        dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
        small { display: block; color: var(--soft); font-size: 11px; overflow-wrap: anywhere; }
        ul, ol { margin: 0; padding-left: 5mm; }
        dd ul { padding-left: 0; list-style: none; }
        ol li { margin: 1.5mm 0; break-inside: avoid; }
        table { width: 100%; margin: 1.5mm 0; border-collapse: collapse; break-inside: avoid; }
        th, td { padding: 1.4mm 4mm 1.4mm 0; border-bottom: 1px solid var(--line); text-align: left; \
        font-weight: normal; vertical-align: top; }
        thead th { color: var(--soft); font-size: 13px; }
        code, pre { font: 12px/1.5 "Source Code Pro", "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", \
        monospace; overflow-wrap: anywhere; }
        pre { margin: 2mm 0 4mm; padding: 3mm 4mm; background: var(--tint); white-space: pre-wrap; \
        break-inside: avoid; }
        .fine { font-size: 13.5px; }
        .notice { margin: 0 0 6mm; padding: 3mm 4mm; border: 2px solid #a32020; color: #a32020; }
        .rehearsal::after { content: "REHEARSAL"; position: fixed; inset: 0; display: grid; place-items: center; \
        font: 700 84px/1 Arial, "DejaVu Sans", sans-serif; letter-spacing: 4px; color: rgb(163 32 32 / 16%); \
        transform: rotate(-38deg); pointer-events: none; }
        @page { size: A4; margin: 17mm 18mm 19mm 20mm; \
        @bottom-left { content: "Erasure certificate \(certificate.id.description)"; font: 9px sans-serif; \
        color: #5b6673; } \
        @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9px sans-serif; \
        color: #5b6673; } }
        @media print {
          body { background: none; font-size: 10.5pt; }
          main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
          .part { margin-top: 7mm; }
          .part > h2 { break-after: avoid; }
          .fine { font-size: 9pt; line-height: 1.36; }
          .fine dl > div { padding: 0.9mm 0; }
          code, pre { font-size: 8pt; line-height: 1.36; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        @media screen and (max-width: 640px) {
          main { margin: 0; padding: 6mm 5mm; }
          .moments, dl > div { grid-template-columns: 1fr; gap: 1mm; }
        }
        """
    }
}
