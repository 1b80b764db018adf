extension HTML {
    /// A page around what is already markup; it needs nothing else and can be printed.
    static func page(title: String, language: Language, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escaped(title))</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    private static let style = """
        body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #111; background: #fff; margin: 0; }
        main { max-width: 40em; margin: 2em auto; padding: 0 1em; overflow-wrap: break-word; }
        h1 { font-size: 1.2em; margin: 2em 0 1.5em; }
        h2 { font-size: 1em; margin: 1.5em 0 0.5em; break-after: avoid; }
        p, li { orphans: 3; widows: 3; }
        .date { text-align: right; }
        @page { size: A4; margin: 25mm; }
        @media print { main { max-width: none; margin: 0; padding: 0; } a { color: inherit; } a::after { content: " (" attr(href) ")"; } }
        """
}
