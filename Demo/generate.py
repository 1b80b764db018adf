#!/usr/bin/env python3
"""Writes the two binary demo documents: a PDF and a DICOM image.

Both are built byte by byte with the standard library, so that nothing in them is
unexplained. The same bytes come out every time.

    Demo/generate.py           write the files
    Demo/generate.py --check   fail if a checked-in file differs from what is written
"""

import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# --- PDF ---------------------------------------------------------------------

OPERATION_REPORT = """\
Klinikum Musterstadt (erfunden)
Klinik für Allgemein- und Viszeralchirurgie

Operationsbericht

Patientin: Katharina Brückner-Weiß, geboren am 03.04.1968
Fallnummer: EXAMPLE-DE-0001
Datum: 11.03.2026, Schnitt 09:20 Uhr, Naht 10:05 Uhr
Operateur: Dr. med. Jürgen Größler
Anästhesie: Dr. med. Åsa Öhrström

Diagnose
Gallenblasenstein mit Cholezystitis (K80.10)

Eingriff
Laparoskopische Cholezystektomie (OPS 5-511.11)

Verlauf
Rückenlage, Desinfektion und steriles Abdecken in üblicher Weise. Anlage des
Pneumoperitoneums über einen supraumbilikalen Zugang, Einbringen von vier
Trokaren unter Sicht. Die Gallenblase ist verdickt und ödematös. Darstellung des
Calot-Dreiecks mit sicherer Identifikation von Ductus cysticus und Arteria
cystica, beide werden geclippt und durchtrennt. Retrograde Ausschälung der
Gallenblase aus dem Leberbett, Blutstillung mit bipolarem Strom. Bergung im
Beutel. Keine Drainage. Entfernen der Trokare unter Sicht, schichtweiser
Wundverschluss.

Besonderheiten
Penicillin-Allergie (Exanthem 2009): keine perioperative Gabe von Penicillinen.
Blutverlust unter 50 ml. Präparat zur histologischen Untersuchung.

Gezeichnet: Dr. med. Jürgen Größler
"""


def pdf_text(text):
    """A PDF string literal in WinAnsiEncoding."""
    encoded = text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        encoded = encoded.replace(special, b"\\" + special)
    return b"(" + encoded + b")"


def pdf(text, title, language):
    """A one-page A4 document in PDF 1.7 with selectable text."""
    lines = [b"BT", b"/F1 10.5 Tf", b"14 TL", b"64 770 Td"]
    lines += [pdf_text(line) + b" Tj T*" for line in text.splitlines()]
    content = b"\n".join(lines + [b"ET"])
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang " + pdf_text(language) + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        font,
        b"<< /Title " + pdf_text(title) + b" /CreationDate (D:20260311103000+01'00') >>",
    ]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


# --- DICOM -------------------------------------------------------------------

CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2"
EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
# 2.999 is the arc that is set aside for examples.
EXAMPLE_ROOT = "2.999.392.2026.5.20"
LONG_FORM = {"OB", "OW", "SQ", "UN", "UT"}


def element(group, number, representation, value=b""):
    """One data element in explicit VR little endian."""
    if isinstance(value, int):
        value = struct.pack("<H" if representation == "US" else "<h", value)
    elif isinstance(value, str):
        value = value.encode("ascii")
    if len(value) % 2:
        value += b"\0" if representation in ("UI", "OB") else b" "
    head = struct.pack("<HH", group, number) + representation.encode("ascii")
    length = struct.pack("<HI", 0, len(value)) if representation in LONG_FORM else struct.pack("<H", len(value))
    return head + length + value


def japanese(text):
    """Text with JIS X 0208 escapes, each part back in ASCII at its end (ISO 2022 IR 87)."""
    return text.encode("iso2022_jp")


def japanese_name(latin, ideographic, phonetic):
    """A person name in its three groups; the escapes end before each delimiter."""
    groups = [latin.encode("ascii")]
    groups += [b"^".join(japanese(part) for part in group.split("^")) for group in (ideographic, phonetic)]
    return b"=".join(groups)


def chest_phantom(side):
    """A drawing of a chest section in Hounsfield units: body, two lungs, spine, one nodule."""

    def inside(x, y, centre_x, centre_y, radius_x, radius_y):
        return ((x - centre_x) / radius_x) ** 2 + ((y - centre_y) / radius_y) ** 2 <= 1

    values = []
    for row in range(side):
        for column in range(side):
            x, y = (column + 0.5) / side * 2 - 1, (row + 0.5) / side * 2 - 1
            value = -1000
            if inside(x, y, 0, 0, 0.92, 0.70):
                value = 40
            if inside(x, y, -0.42, -0.02, 0.34, 0.48) or inside(x, y, 0.42, -0.02, 0.34, 0.48):
                value = -850
            if inside(x, y, 0, 0.46, 0.13, 0.15):
                value = 600
            if inside(x, y, -0.36, -0.28, 0.017, 0.017):
                value = 30
            values.append(value)
    return struct.pack("<%dh" % len(values), *values)


def dicom(side=256):
    """A CT image as a DICOM Part 10 file."""
    instance = EXAMPLE_ROOT + ".1.1.1"
    meta = b"".join([
        element(0x0002, 0x0001, "OB", b"\x00\x01"),
        element(0x0002, 0x0002, "UI", CT_IMAGE_STORAGE),
        element(0x0002, 0x0003, "UI", instance),
        element(0x0002, 0x0010, "UI", EXPLICIT_LITTLE_ENDIAN),
        element(0x0002, 0x0012, "UI", EXAMPLE_ROOT + ".9"),
        element(0x0002, 0x0013, "SH", "LETHE_DEMO"),
    ])
    group_length = element(0x0002, 0x0000, "UL", struct.pack("<I", len(meta)))
    name = japanese_name("Yamada^Yuki", "山田^由紀", "やまだ^ゆき")
    body = b"".join([
        element(0x0008, 0x0005, "CS", r"\ISO 2022 IR 87"),
        element(0x0008, 0x0008, "CS", r"ORIGINAL\PRIMARY\AXIAL"),
        element(0x0008, 0x0016, "UI", CT_IMAGE_STORAGE),
        element(0x0008, 0x0018, "UI", instance),
        element(0x0008, 0x0020, "DA", "20260520"),
        element(0x0008, 0x0022, "DA", "20260520"),
        element(0x0008, 0x0023, "DA", "20260520"),
        element(0x0008, 0x0030, "TM", "102500"),
        element(0x0008, 0x0032, "TM", "102730"),
        element(0x0008, 0x0033, "TM", "102730"),
        element(0x0008, 0x0050, "SH", "EXAMPLE-JP-CT-1"),
        element(0x0008, 0x0060, "CS", "CT"),
        element(0x0008, 0x0070, "LO", "Invented Maker"),
        element(0x0008, 0x0080, "LO", japanese("架空市民病院")),
        element(0x0008, 0x0090, "PN", japanese_name("Suzuki^Kentaro", "鈴木^健太郎", "すずき^けんたろう")),
        element(0x0008, 0x1030, "LO", japanese("胸部CT 単純")),
        element(0x0010, 0x0010, "PN", name),
        element(0x0010, 0x0020, "LO", "EXAMPLE-JP-0003"),
        element(0x0010, 0x0030, "DA", "19820719"),
        element(0x0010, 0x0040, "CS", "F"),
        element(0x0018, 0x0050, "DS", "5.0"),
        element(0x0018, 0x0060, "DS", "120"),
        element(0x0018, 0x5100, "CS", "HFS"),
        element(0x0020, 0x000D, "UI", EXAMPLE_ROOT + ".1"),
        element(0x0020, 0x000E, "UI", EXAMPLE_ROOT + ".1.1"),
        element(0x0020, 0x0010, "SH", "1"),
        element(0x0020, 0x0011, "IS", "1"),
        element(0x0020, 0x0012, "IS", "1"),
        element(0x0020, 0x0013, "IS", "1"),
        element(0x0020, 0x0032, "DS", r"-175.0\-175.0\-120.0"),
        element(0x0020, 0x0037, "DS", r"1\0\0\0\1\0"),
        element(0x0020, 0x0052, "UI", EXAMPLE_ROOT + ".2"),
        element(0x0020, 0x1040, "LO"),
        element(0x0028, 0x0002, "US", 1),
        element(0x0028, 0x0004, "CS", "MONOCHROME2"),
        element(0x0028, 0x0010, "US", side),
        element(0x0028, 0x0011, "US", side),
        element(0x0028, 0x0030, "DS", r"1.367\1.367"),
        element(0x0028, 0x0100, "US", 16),
        element(0x0028, 0x0101, "US", 16),
        element(0x0028, 0x0102, "US", 15),
        element(0x0028, 0x0103, "US", 1),
        element(0x0028, 0x1050, "DS", "-600"),
        element(0x0028, 0x1051, "DS", "1500"),
        element(0x0028, 0x1052, "DS", "0"),
        element(0x0028, 0x1053, "DS", "1"),
        element(0x0028, 0x1054, "LO", "HU"),
        element(0x7FE0, 0x0010, "OW", chest_phantom(side)),
    ])
    return b"\0" * 128 + b"DICM" + group_length + meta + body


# --- the two files -----------------------------------------------------------


def documents():
    return {
        "brueckner/operation-report.pdf": pdf(OPERATION_REPORT, "Operationsbericht", "de-DE"),
        "yamada/chest-ct.dcm": dicom(),
    }


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    failed = False
    for name, content in documents().items():
        path = HERE / name
        if not arguments:
            path.write_bytes(content)
            print(f"{name}: {len(content)} bytes")
        elif not path.exists() or path.read_bytes() != content:
            print(f"{name} differs from what Demo/generate.py writes; run it and commit the file")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
