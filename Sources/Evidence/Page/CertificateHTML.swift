import Ledger
import VaultCrypto
import VaultModel

/// The printable page of a certificate, in the words of a data protection officer.
///
/// One file without script, image, font or link to elsewhere. The page shows what the signed file says; only the
/// signed file can be verified.
public enum CertificateHTML {
    /// Renders the page.
    public static func render(_ signed: SignedCertificate) -> String {
        let certificate = signed.certificate
        let style = style(for: certificate)
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy(for: style))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>Erasure certificate \(certificate.id.description)</title>
            <style>\(HTML(markup: style))</style>
            </head>
            <body\(HTML(markup: certificate.isRehearsal ? " class=\"rehearsal\"" : ""))>
            <main>
            \(rehearsalNotice(certificate))\(head(certificate))
            \(facts(certificate))
            \(destruction(certificate))
            \(remains(certificate))
            \(provisos(certificate))
            \(method(certificate))
            \(proof(signed))
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    /// Allows exactly this page's style and nothing else; by its hash, so that no inline style is allowed at large.
    private static func policy(for style: String) -> String {
        let hash = Base64.encode(SHA256.hash(Array(style.utf8)).bytes)
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    }

    private static func rehearsalNotice(_ certificate: ErasureCertificate) -> HTML {
        guard certificate.isRehearsal else { return "" }
        return """
            <p class="notice" role="note"><strong>Rehearsal.</strong> This page comes from a rehearsal and certifies \
            nothing.</p>

            """
    }

    private static func head(_ certificate: ErasureCertificate) -> HTML {
        let safes = Words.keySafes(
            certificate.destruction.confirmations.count,
            of: certificate.destruction.places,
            lost: certificate.destruction.lost
        )
        let unless =
            certificate.destruction.lost == nil
            ? "" : ", unless together with a place of the key safe that was declared lost"
        let destroyed =
            certificate.destruction.confirmations.map(\.at).max() ?? certificate.allCopiesUnreadableAt
        return """
            <header>
            <p class="kind"><span>Erasure certificate</span><span>\(certificate.controller.name)</span></p>
            <h1>Erased on \(Words.time(destroyed))</h1>
            <p class="lede">The keys were destroyed in \(safes). \(extent(certificate)).</p>
            <div class="moments">
            <section><h2>Closed for reading since</h2>
            <p class="moment">\(Words.time(certificate.closedForReadingSince))</p>
            <p>From this moment nobody could read through the vault what was erased.</p></section>
            <section><h2>All copies unreadable from</h2>
            <p class="moment">\(Words.time(certificate.allCopiesUnreadableAt))</p>
            <p>From this moment no backup made before can open what was erased\(unless).</p></section>
            </div>
            </header>
            """
    }

    /// How much was erased, as the beginning of a sentence.
    private static func extent(_ certificate: ErasureCertificate) -> String {
        let numbers = "\(Words.records(certificate.records)) in \(Words.versions(certificate.versions))"
        return switch certificate.scope {
        case .patient: "The whole chart of one patient: \(numbers)"
        case .records: "Single records: \(numbers)"
        case .versions: "Earlier versions of what was corrected and stays: \(numbers)"
        case .moved: "What stood in a wrong patient's file and stays in the right one's: \(numbers)"
        }
    }

    /// A section with a heading.
    static func section(_ heading: String, class name: String = "", _ content: HTML) -> HTML {
        """
        <section class="part \(name)">
        <h2>\(heading)</h2>
        \(content)
        </section>
        """
    }

    /// A list of terms and what they stand for.
    static func terms(_ items: [(String, HTML)]) -> HTML {
        """
        <dl>
        \(items.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as HTML })</dl>
        """
    }

    /// A list of texts.
    static func list(_ texts: [String]) -> HTML {
        "<ul>\(texts.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
