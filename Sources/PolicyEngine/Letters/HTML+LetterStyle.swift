extension HTML {
    /// The look of a letter on screen and paper.
    static let letterStyle = """
        body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #111; background: #fff; margin: 0; }
        main { max-width: 40em; margin: 2em auto; padding: 0 1em; overflow-wrap: break-word; }
        h1 { font-size: 1.2em; margin: 2em 0 1.5em; }
        h2 { font-size: 1em; margin: 1.5em 0 0.5em; break-after: avoid; }
        p, li { orphans: 3; widows: 3; }
        .date { text-align: right; }
        @page { size: A4; margin: 25mm; }
        @media print { main { max-width: none; margin: 0; padding: 0; } }
        """
}
