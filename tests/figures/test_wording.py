"""One wrong figure and the same telling with the right one, for each way of telling it: found, and not found."""

from __future__ import annotations

import pytest

from tests.figures import reckonings, tellings
from tests.figures.test_checks import Reader

#: what is told, the wrong figure, the right one
TOLD = [
    # what is left of a hundred percent
    ("Sebanyak 64 persen memakai sumur, sedangkan {} persen sisanya berlangganan air.", "46", "36"),
    ("Peserta perempuan mencapai 58 persen. Sisanya, {} persen, laki-laki.", "52", "42"),
    ("Padi 55 persen, jagung 25 persen, dan sisanya {} persen kedelai.", "10", "20"),
    # a part above its whole
    ("Dinas mendata 2.140 perajin. Dari jumlah tersebut, {} perajin sudah berizin.", "2.410", "1.240"),
    ("Ada 860 pedagang di pasar itu, {} di antaranya perempuan.", "980", "480"),
    # in words
    ("Ada 24.300 warga terdaftar dan 3.645 warga datang. Artinya {} dari sepuluh warga datang.", "enam", "satu"),
    ("Ada 1.240 kamar, 980 sudah terisi. Kini 120 kamar dihuni tamu, {} dari semua kamar yang terisi.", "separuh", "sebagian"),
    ("Puskesmas mencatat 512 penderita, {} dibandingkan tahun lalu yang 402 penderita.", "tiga kali lipat", "naik"),
    ("Ada 512 penderita. Jumlah itu {} kali lipat dari bulan lalu yang 256 penderita.", "empat", "dua"),
    # what falls to each
    ("Selama 30 hari pelabuhan melayani 126.000 penumpang, berarti tiap hari sekitar {} penumpang.", "5.200", "4.200"),
    ("Dalam 12 bulan klinik itu menerima 18.600 pasien. Rata-rata {} pasien per bulan.", "1.850", "1.550"),
    # the two sides
    ("Perinciannya 3.412 peserta laki-laki dan 4.105 perempuan. Pesertanya 7.{}, kata panitia.", "817", "517"),
    ("Ada 41.230 suara sah. Sebanyak 1.120 suara tidak sah. Seluruh suara yang masuk 4{} suara.", "3.350", "2.350"),
    # the wrong base, and percent for points
    ("Tahun lalu ada 20.400 pengunjung. Kini datang 27.200 pengunjung. Kenaikannya {} persen.", "25", "33,3"),
    # a list that its words close
    ("Angka kemiskinan turun dari 11,4 persen menjadi 10,2 persen, atau turun {} poin.", "2,2", "1,2"),
    ("Jumlah penumpang Juni 45.200 orang dan Juli 51.980 orang, bertambah {} orang.", "5.780", "6.780"),
    # shares of money and things
    ("Realisasi pajak Rp1,26 triliun atau {} persen dari target Rp1,5 triliun.", "64", "84"),
    ("Realisasinya Rp67,5 miliar dari pagu Rp90 miliar atau {} persen.", "57", "75"),
    ("Dari pagu Rp125 miliar, terserap Rp98,6 miliar. Dana yang belum terpakai Rp{} miliar.", "36,4", "26,4"),
    ("Seperempat dari 4.800 kepala keluarga, tepatnya {} keluarga, belum punya jamban.", "2.100", "1.200"),
    ("Dari 9.000 warga, {} orang atau sepertiganya memilih pindah.", "1.000", "3.000"),
    ("Penjualan naik tiga kali lipat, dari 120 unit menjadi {} unit.", "260", "360"),
    ("Setiap siswa menerima Rp450.000. Dana untuk 2.000 siswa itu Rp{} juta.", "800", "900"),
    # lists
    ("Ada 1.452 kendaraan, terdiri dari 1.012 sepeda motor dan {} mobil.", "540", "440"),
    ("Tercatat 1.452 rumah rusak, meliputi 312 rusak berat, 428 rusak sedang, dan {} rusak ringan.", "812", "712"),
    ("Total 931 korban: 312 orang di Utara, 245 orang di Selatan, 198 orang di Timur, dan {} orang di Barat.", "276", "176"),
    ("Ada petani 1.250 orang, nelayan 840 orang, dan pedagang 610 orang. Jumlah keseluruhan {} orang.", "2.800", "2.700"),
    ("Sebanyak 340 penumpang diselamatkan, termasuk {} anak.", "410", "41"),
    ("Ada 734 pasien. Pembagiannya menurut umur: anak 112 orang, remaja 240 orang, dewasa {} orang.", "482", "382"),
]  # fmt: skip

SOUND = [
    "Tingkat keaktifan peserta 83,2 persen dari yang terdaftar. Ada 1.098.442 warga terdaftar dari 1.125.571 jiwa.",
    "Pasien isolasi mandiri 780 orang; di rumah sakit 154 orang. Keterisian ruang rawat 70 persen, yakni 28 dari 40 ranjang.",
    "Ada 861 orang kasus narkotika, kira-kira tujuh dari sepuluh penghuni. Kapasitasnya 480 orang, kini dihuni 1.246 orang.",
    "Dari 12 pengusaha di kabupaten itu, sebanyak 300 pekerja sudah terserap sejak bulan lalu.",
    "Sebanyak 64 persen memakai sumur. Sisanya, 20 persen memakai air hujan dan 16 persen berlangganan.",
    "Dua dari tiga korban selamat. Ada 240 penumpang dan 30 awak di kapal itu.",
    "Ada 35 juta keluarga. Tiap keluarga rata-rata memiliki dua anak dari 140 juta anak.",
    "Sebanyak 512 penderita, hampir dua kali lipat dibandingkan tahun lalu yang 270 penderita.",
    "Sebanyak 1.200 peserta laki-laki dan 900 perempuan. Tahun lalu pesertanya 2.000 orang.",
    "Sebanyak 350 siswa lulus dan 40 siswa tidak lulus. Sekolah itu punya 1.390 buku.",
    "Setiap keluarga mendapat Rp600.000. Ada 1.200 keluarga dan 3 tahap penyaluran. Anggarannya Rp2,5 miliar.",
    "Peserta mandiri aktif 12.400 orang dan nonaktif 5.600 orang. Jumlah seluruh peserta semua segmen 98.000 orang.",
    "Di 4 daerah terhimpun Rp 7,4 triliun: Rp 4 triliun, Rp 2,2 triliun, dan Rp 1,5 triliun, sisanya pinjaman.",
    "Uang saku Rp 150.000 per bulan. Harga bukunya Rp 25.000, Rp 15.000, dan Rp 10.000.",
    "Anggaran bantuan Rp2,5 miliar. Sebanyak 1.200 keluarga menerima Rp600.000 per keluarga, dan sisanya untuk 400 lansia.",
    "Suara sah 41.230 dan tidak sah 1.120. Pengguna hak pilih 42.350 orang dari 51.000 pemilih, atau 83 persen.",
    "Pada hari pertama hadir 820 orang, hari kedua 910 orang. Pada hari ketiga bertambah 340 orang menjadi 1.250 orang.",
    "Cakupan di Kota Batu 98 persen. Sisanya, 13 persen warga kabupaten, belum terdaftar.",
    "Setengah dari 46 ruang kelas rusak. Sekolah itu menampung 720 siswa dan 41 guru, dengan 23 ruang yang layak.",
    "SURABAYA - Jawa Timur memiliki 6,3 juta penduduk lanjut usia, 15 persen dari 41,92 juta penduduk.",
    "Jakarta, Kabar Kita - Lembaga itu menaksir lebih dari 43 juta penduduk di Sumatra dan Kalimantan terpapar asap.",
    "Pasokan naik 5 persen dari 80 persen menjadi 85 persen.",
    "Produksi 2.100 ton, dua kali lipat dari kebutuhan yang 1.050 ton.",
]

ALL = [*TOLD, *tellings.TOLD, *reckonings.TOLD]


def alarms(text: str, record: Reader) -> list[str]:
    made = record(text, title="Kabar dari daerah", published="2022-05-01")
    return [f"{x.rule}: {x.message}" for x in made.checks if x.verdict in ("contradicts", "implausible")]


@pytest.mark.parametrize(("text", "wrong", "right"), ALL, ids=[f"{t[:40]}" for t, _, _ in ALL])
def test_only_the_wrong_figure_is_found(text: str, wrong: str, right: str, record: Reader) -> None:
    assert len(alarms(text.format(wrong), record)) == 1
    assert alarms(text.format(right), record) == []


@pytest.mark.parametrize("text", [*SOUND, *tellings.SOUND, *reckonings.SOUND])
def test_a_sound_telling_raises_no_alarm(text: str, record: Reader) -> None:
    assert alarms(text, record) == []
