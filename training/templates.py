"""Sentences made from patterns: names, places and institutions of all regions where news puts them.

`patterns.csv` holds the sentences with slots in braces and entities in square brackets, `slots.csv` what slots may be;
people's names come from `names.csv`, places from the table of areas, institutions from `institutions.csv`.

>>> import random
>>> filled("[LOC Desa {desa}] dan [PER {nama}].", {"desa": lambda r: "Sukamaju", "nama": lambda r: "Budi"}, random.Random(1))
('Desa Sukamaju dan Budi.', [(0, 13, 'LOC'), (18, 22, 'PER')])
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

from pipeline.lexicon import DEFAULT

HERE = Path(__file__).parent
PIECE = re.compile(r"\[(PER|ORG|LOC) |(\])|([^\[\]]+|\[)")
SLOT = re.compile(r"\{(\w+)\}")
Slot = Callable[[random.Random], str]
Example = tuple[str, list[tuple[int, int, str]]]


def filled(pattern: str, slots: dict[str, Slot], rng: random.Random) -> Example:
    """The text of a pattern with its slots filled, and its entities; what a slot holds may have slots and entities, too."""
    while SLOT.search(pattern):
        pattern = SLOT.sub(lambda m: slots[m[1]](rng), pattern)
    text = ""
    entities: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    for label, close, plain in PIECE.findall(pattern):
        if label:
            opened = (len(text), label)
        elif close and opened:
            entities.append((opened[0], len(text), opened[1]))
            opened = None
        else:
            text += plain
    return text, entities


def choice(values: list[str]) -> Slot:
    """A slot of these values."""
    return lambda rng: rng.choice(values)


class Names:
    """Makes up people's names, one region's parts together."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, str], list[str]] = {}
        for row in DEFAULT.rows("names"):
            self.parts.setdefault((row["region"], row["kind"]), []).append(row["name"])
        self.regions = sorted({region for region, kind in self.parts if kind == "given" and region != "asing"})
        self.every = sorted({n for (region, _), names in self.parts.items() for n in names if region != "asing"})

    def part(self, rng: random.Random, region: str) -> str:
        """One part of a name; now and then one that nobody bears, so that its place must tell."""
        if rng.random() < 0.2:
            a, b = rng.choice(self.every), rng.choice(self.every)
            made = a[: max(2, len(a) // 2)] + b[len(b) // 2 :].lower()
            return made[:1].upper() + made[1:]
        if rng.random() < 0.15:
            region = rng.choice(("umum", "Arab"))
        return rng.choice(self.parts[region, "given"])

    def full(self, rng: random.Random, parts: int | None = None) -> str:
        """A name of one to four parts."""
        region = rng.choice(self.regions)
        count = parts or rng.choices((1, 2, 3, 4), (25, 50, 21, 4))[0]
        made = [self.part(rng, region) for _ in range(count)]
        if region == "Batak" and count > 1:
            made[-1] = rng.choice(self.parts["Batak", "family"])
        elif region == "Bali" and count > 1:
            made.insert(0, rng.choice(("I", "Ni", "I Made", "I Wayan", "Ni Luh", "I Gusti Ngurah", "Ida Bagus", "I Ketut")))
        elif region == "Arab" and count > 1 and rng.random() < 0.2:
            made[0] = rng.choice(("Abdul", "M.", "M", "Moh.", "Muh.", "Moch.", "A."))
        elif region == "Aceh" and count > 1 and rng.random() < 0.4:
            made[0] = rng.choice(("Teuku", "T.", "Cut", "Tgk."))
        if count > 2 and rng.random() < 0.15:
            made[1] = made[1][0] + rng.choice(("", "."))
        elif count == 2 and rng.random() < 0.08:
            made.append(made[-1][0] + rng.choice(("", ".")))
            made[1], made[2] = made[2], made[1]
        return " ".join(made)

    def foreign(self, rng: random.Random) -> str:
        """A foreign name."""
        parts = self.parts["asing", "given"]
        count = rng.choices((1, 2, 3), (20, 65, 15))[0]
        made = [rng.choice(parts) for _ in range(count)]
        if rng.random() < 0.3:
            a, b = rng.choice(parts), rng.choice(parts)
            made[-1] = a[: max(2, len(a) // 2)] + b[len(b) // 2 :].lower()
        return " ".join(made)


def places(path: Path) -> dict[str, list[str]]:
    """Names of areas by depth, without their kind; kabupaten and kota also with it."""
    made: dict[str, list[str]] = {"prov": [], "kab": [], "kota": [], "kec": [], "desa": []}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            depth = row["code"].count(".")
            name = re.sub(r"^(?:Daerah (?:Khusus|Istimewa)(?: Ibukota)?) ", "", row["name"])
            if depth == 1:
                made["kota" if name.startswith("Kota ") else "kab"].append(name)
            elif name.replace(" ", "").isalpha():
                made[("prov", "", "kec", "desa")[depth]].append(name)
    return made


def slots(areas: Path) -> dict[str, Slot]:
    """All slots."""
    made: dict[str, Slot] = {}
    with (HERE / "slots.csv").open(encoding="utf-8", newline="") as lines:
        values: dict[str, list[str]] = {}
        for row in csv.DictReader(lines):
            values.setdefault(row["slot"], []).append(row["value"])
    for slot, options in values.items():
        made[slot] = choice(options)
    where = places(areas)
    bare = [re.sub(r"^(?:Kabupaten|Kota) ", "", n) for n in where["kab"] + where["kota"]]
    aliases = [
        "Jatim",
        "Jateng",
        "Jabar",
        "Sumut",
        "Sumbar",
        "Sumsel",
        "Sulsel",
        "Sultra",
        "Sulut",
        "Kalbar",
        "Kaltim",
        "NTB",
        "NTT",
    ]
    provinces = where["prov"] + aliases + ["DKI Jakarta", "Jakarta", "DIY", "DI Yogyakarta", "Kepri", "Babel"]
    full = where["kab"] + where["kota"]
    made |= {
        "prov": choice(provinces),
        "prov1": choice(provinces),
        "kec": choice(where["kec"]),
        "desa": choice(where["desa"]),
        "kota1": choice(bare),
        "kabkota": choice([*bare, *bare, *full]),
        "kabkotap": choice(full),
        "daerah": choice([*bare, *full, *provinces * 4, *(f"Provinsi {p}" for p in provinces)]),
        "daerahp": choice([*bare, *full, *provinces * 4]),
        "KOTA": choice([b.upper() for b in bare]),
        "lokasi": choice([*bare, *where["desa"][::60], *where["kec"][::6]]),
        "tempat": choice([*bare, *(f"Kantor {b}" for b in ("Bupati", "Wali Kota", "Gubernur")), *where["kec"][::6]]),
    }
    cues: dict[str, list[str]] = {}
    for row in DEFAULT.rows("name_cues"):
        cues.setdefault(row["kind"], []).append(row["word"])
    short = {"as", "uae", "uea"}
    made["negara"] = choice([n.upper() if n in short else n.title() for n in cues["nation"]])
    made["kotadunia"] = choice([n.title() for n in cues["city"]])
    made |= institutions(bare, made)
    names = Names()
    made |= {"nama": names.full, "nama1": lambda rng: names.full(rng, 1), "asing": names.foreign}
    made |= {
        "tgl": lambda rng: f"{rng.randint(1, 28)}/{rng.randint(1, 12)}" + rng.choice(("", f"/{rng.randint(2012, 2026)}")),
        "tahun": lambda rng: str(rng.randint(2010, 2026)),
        "umur": lambda rng: str(rng.randint(17, 79)),
        "angka": lambda rng: str(rng.randint(2, 99)),
        "angka1": lambda rng: str(rng.randint(1, 9)),
        "angka3": lambda rng: f"{rng.randint(0, 999):03}",
        "angka4": lambda rng: f"{rng.randint(101, 1714):04}",
        "angkat": lambda rng: str(rng.randint(1, 28)),
        "skor": lambda rng: f"{rng.randint(0, 4)}-{rng.randint(0, 4)}",
        "inisial": lambda rng: "".join(rng.choices("ABDEFHIJKLMNPRSTW", k=rng.choice((1, 2, 3)))),
    }
    return made


def made_up() -> list[str]:
    """Names of companies that do not exist, of one word: "Sentrapay", "Ruangtani"."""
    first = (
        "Sentra",
        "Ruang",
        "Kita",
        "Nusa",
        "Warung",
        "Tani",
        "Karya",
        "Bisnis",
        "Dana",
        "Jual",
        "Kirim",
        "Sehat",
        "Logi",
        "Cor",
        "Vel",
        "Tek",
    )
    last = (
        "pay",
        "tani",
        "ku",
        "go",
        "mart",
        "tech",
        "link",
        "in",
        "fund",
        "kita",
        "dofa",
        "dia",
        "x",
        "lab",
        "Kirim",
        "hub",
        "nesia",
    )
    return [a + b for a in first for b in last]


def acronym(rng: random.Random) -> str:
    """Capital letters, or beginnings of words as "Forwapin" has them."""
    if rng.random() < 0.6:
        return "".join(rng.choices("ABDEFGHIKLMNPRSTW", k=rng.choice((3, 3, 4, 4, 5))))
    parts = (
        "for",
        "as",
        "per",
        "him",
        "ga",
        "wa",
        "pin",
        "kom",
        "in",
        "do",
        "ma",
        "si",
        "pro",
        "na",
        "tan",
        "pe",
        "ki",
        "lem",
        "nas",
    )
    return "".join(rng.sample(parts, 3)).capitalize()


def pair(rng: random.Random, slots: dict[str, Slot], label: str) -> str:
    """A long name with its short form in brackets: the initials of its words."""
    head = slots["orghead" if label == "ORG" else "kawpre"](rng)
    words = [*head.split(), *(slots["orgword"](rng) for _ in range(rng.choice((2, 2, 3))))]
    if label == "LOC":
        words = [*head.split(), slots["kota1"](rng)]
    letters = "".join(w[0] for w in words)
    if rng.random() < 0.2:
        letters = "".join(w[: rng.choice((2, 3))] for w in words[:3]).capitalize()
    return f"[{label} {' '.join(words)}] ([{label} {letters}])"


def institutions(towns: list[str], known: dict[str, Slot]) -> dict[str, Slot]:
    """Slots of institutions, by kind."""
    rows = DEFAULT.rows("institutions")

    def of(*kinds: str) -> list[dict[str, str]]:
        return [r for r in rows if r["kind"] in kinds]

    def shorts(found: list[dict[str, str]]) -> list[str]:
        return [s for r in found for s in r["short"].split(";") if s]

    def either(found: list[dict[str, str]]) -> list[str]:
        return [r["name"] for r in found] + shorts(found)

    dinas = [r for r in of("local") if r["name"].startswith(("Dinas", "Badan"))]
    national = of("ministry", "agency", "state body", "social insurance", "directorate")
    associations = of("association")
    states = of("state company")
    universities = of("university")
    companies = of("company")
    made: dict[str, list[str]] = {
        "dinas": either(dinas),
        "dinasp": [r["name"] for r in dinas],
        "dinass": shorts(dinas),
        "inst": either(national),
        "instp": [r["name"] for r in national],
        "insts": shorts(national),
        "kemen": either(of("ministry")),
        "partai": either(of("party")),
        "partai1": [s for s in shorts(of("party")) if " " not in s],
        "bumn": shorts(states),
        "bank": either(of("bank")),
        "komp": either(companies),
        "univ": either(universities),
        "lembaga": either(associations),
        "asosiasi": shorts(associations),
        "asosiasip": [r["name"] for r in associations if r["short"]],
        "asosiasis": shorts(associations),
        "internasional": either(of("international")),
        "klub": either(of("club")),
        "media": either(of("media")),
        "perush": [s for s in shorts(companies) + shorts(states) if " " not in s] + made_up(),
        "media1": [s for s in shorts(of("media")) if " " not in s],
        "MEDIA": ["KOMPAS.com", "Tribunnews.com", "Liputan6.com", "ANTARA", "Republika.co.id", "beritajatim.com"],
    }
    values = {slot: choice(options) for slot, options in made.items()}
    values |= {"orgpair": lambda rng: pair(rng, known, "ORG"), "locpair": lambda rng: pair(rng, known, "LOC")}
    values["akr"] = acronym
    town = choice(towns)
    hospitals = ("RSUD", "RS", "Rumah Sakit", "RSIA", "RSI", "RSUD dr.", "Puskesmas")
    short = ("Pemkab", "Pemkot")
    governments = (*short, "Pemprov", "Pemda", "Pemerintah Kota", "Pemerintah Kabupaten", "Pemerintah Provinsi")
    for slot, heads in (("rs", hospitals), ("pemda", governments), ("pemkot", short)):
        values[slot] = lambda rng, heads=heads: f"{rng.choice(heads)} {town(rng)}"
    names = [r["name"] for r in states + companies if r["name"].startswith("PT ")]
    values["ptpt"] = lambda rng: rng.choice(names)
    return values


def sentences(areas: Path, *, each: int, seed: int) -> list[Example]:
    """Each pattern filled so often."""
    rng = random.Random(seed)
    known = slots(areas)
    with (HERE / "patterns.csv").open(encoding="utf-8", newline="") as lines:
        patterns = [row["pattern"] for row in csv.DictReader(lines)]
    return [filled(p, known, rng) for _ in range(each) for p in patterns]
