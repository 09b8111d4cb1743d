"""Lines of the frame: each row of the table both ways, and sentences that only look like frame."""

from __future__ import annotations

import pytest

from pipeline.clean.frame import holes, label
from pipeline.lexicon import DEFAULT

ROWS = DEFAULT.rows("frame")


@pytest.mark.parametrize("row", [r for r in ROWS if r["where"] != "hole"], ids=lambda r: r["example"][:40])
def test_each_rows_example_is_a_line_of_the_frame(row: dict[str, str]) -> None:
    assert label(row["example"]) is not None


@pytest.mark.parametrize("row", [r for r in ROWS if r["where"] == "hole"], ids=lambda r: r["example"][:40])
def test_each_hole_is_found_inside_its_example(row: dict[str, str]) -> None:
    assert row["label"] in [name for _, _, name in holes(row["example"])]


@pytest.mark.parametrize(
    "line",
    [
        "Baca buku itu penting bagi siswa, kata kepala sekolah.",
        "Bagikan sembako kepada warga, wali kota turun ke kelurahan.",
        "Penulis novel itu lahir di Padang dan menetap di Bandung.",
        "Tag harga di pasar itu tidak berubah sejak pekan lalu.",
        "Oleh karena itu, pemerintah kota menambah anggaran.",
        "Oleh sebab itu Bupati Sleman menolak.",
        "Iklan rokok di jalan utama akan ditertibkan mulai Senin.",
        "Komentar itu disampaikan bupati di hadapan warga.",
        "Halaman rumah sakit itu kini menjadi tempat parkir.",
        "Cetak ulang kartu peserta tidak dipungut biaya.",
        "Lihat saja angkanya, kata dia.",
        "Rp 4,2 triliun",
        "2.331 KPM di Kota Kupang",
    ],
)
def test_a_sentence_is_no_frame(line: str) -> None:
    assert label(line) is None


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Ia siap. SCROLL TO CONTINUE WITH CONTENT Acara ramai.", ["SCROLL TO CONTINUE WITH CONTENT"]),
        (
            "Begitu. Baca juga: Harga Beras di Kota Turun Adapun warga yang datang puas.",
            ["Baca juga: Harga Beras di Kota Turun"],
        ),
        ("Selesai. Baca juga: Harga Beras Baca juga: Cabai Naik", ["Baca juga: Harga Beras", "Baca juga: Cabai Naik"]),
        ("Katanya. Simak juga Video 'Panen Raya di Subang': [Gambas:Video 20detik]", None),
        ("Ia membaca juga surat itu. Lihat jalan di depan rumah.", []),
    ],
)
def test_holes(line: str, gone: list[str] | None) -> None:
    found = [line[start:end].strip() for start, end, _ in holes(line)]
    assert found == gone if gone is not None else line.startswith("Katanya.") and holes(line)[0][0] == len("Katanya. ")
