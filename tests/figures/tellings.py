"""Errors told in other words than those the rules were made from, for test_wording.py."""

#: what is told, the wrong figure, the right one
TOLD = [
    # a share of what the sentences before count
    (
        "Dari 3.200 lampu jalan di kota itu, sekarang 1.856 yang menyala. \"Baru {} persen,\" kata kepala dinas.",
        "78",
        "58",
    ),
    ("Pemkot mengelola 640 angkot dan 224 di antaranya layak jalan. {} persen, begitu catatan dinas.", "45", "35"),
    (
        "Tercatat 18.400 bidang tanah. Yang bersertifikat 13.248 bidang, sedangkan 5.152 bidang belum. Kepala "
        "kantor menyebut tingkat sertifikasi {} persen.",
        "87",
        "72",
    ),
    # growth of things
    (
        "Kepolisian menangani 168 kecelakaan. Dibandingkan 210 kejadian setahun sebelumnya, jumlahnya menyusut {} "
        "persen.",
        "30",
        "20",
    ),
    (
        "Tahun ini terjual 4.830 unit mobil listrik. Ketimbang 4.200 unit pada 2022, penjualannya terkerek {} "
        "persen.",
        "25",
        "15",
    ),
    (
        "Ekspor kopi pada 2021 tercatat 12.400 ton. Tahun berikutnya 15.500 ton, jadi ada kenaikan {} persen.",
        "35",
        "25",
    ),
    ("Produksi jagung 2019 sebanyak 86.000 ton dan pada 2020 turun ke 68.800 ton. Penurunannya {} persen.", "30", "20"),
    ("Selama 2023 ada 1.120 gempa, tahun sebelumnya 800 gempa. Frekuensinya bertambah {} persen.", "50", "40"),
    # a total told later, or a list that is whole
    (
        "Balai melaporkan sawah yang selesai dicetak 6.{} hektare. Kurik 2.310 hektare, Tanah Miring 1.845 "
        "hektare, Semangga 1.120 hektare, Jagebob 765 hektare dan Malind 540 hektare; tidak ada distrik lain yang "
        "ikut.",
        "980",
        "580",
    ),
    (
        "Panen Januari 1.420 ton, Februari 1.635 ton, dan Maret 1.280 ton. Cuaca mendukung. Hasil triwulan itu "
        "4.{} ton.",
        "535",
        "335",
    ),
    (
        "Pohon yang ditanam meliputi 3.200 batang mangrove, 1.450 batang ketapang dan 875 batang cemara. "
        "Penanaman selesai sepekan. Relawan menghitung 5.{} batang semuanya.",
        "825",
        "525",
    ),
    (
        "Kapal itu membongkar 412 ton beras, 285 ton gula, 196 ton tepung dan 107 ton minyak goreng. Muatannya "
        "1.{} ton.",
        "100",
        "000",
    ),
    # differences of money and points
    (
        "Kredit bank itu Rp13,12 triliun. Setahun sebelumnya Rp12,50 triliun, berarti bertambah Rp{} triliun.",
        "1,62",
        "0,62",
    ),
    (
        "Pendapatan asli daerah 2022 sebesar Rp845 miliar. Tahun sebelumnya Rp790 miliar, jadi terangkat Rp{} "
        "miliar.",
        "155",
        "55",
    ),
    (
        "Pemilih yang datang 52,3 persen. Pada pilwali 2015 angkanya 50,4 persen. \"Jadi naik {} poin,\" ujar "
        "komisioner.",
        "3,9",
        "1,9",
    ),
    ("Inflasi Agustus 3,2 persen, sebulan sebelumnya 4,1 persen. Artinya ada penurunan {} poin.", "1,9", "0,9"),
    (
        "Tingkat pengangguran pada 2020 sebesar 8,7 persen dan pada 2022 menjadi 6,4 persen. Dalam dua tahun "
        "berkurang {} poin.",
        "3,3",
        "2,3",
    ),
    ("Belanja daerah tahun lalu Rp2,84 triliun. Kini Rp3,1 triliun, atau lebih besar Rp{} miliar.", "360", "260"),
    # fractions of what two parts make
    (
        "Gempa memadamkan 366.675 pelanggan. Aliran telah kembali ke 326.341 pelanggan. Manajer mengakui masih "
        "ada 40.334 pelanggan yang gelap, \"{} dari yang terdampak,\" katanya.",
        "kurang lebih sepertiga",
        "kurang lebih sepersembilan",
    ),
    (
        "Kota itu mempunyai 8.412 toko. Sebanyak 6.309 toko sudah buka, sedangkan 2.103 toko masih tutup, {}nya.",
        "separuh",
        "seperempat",
    ),
    (
        "Ada 1.236 menara. Sejauh ini 1.030 menara beroperasi dan 206 menara mati, kira-kira {} dari yang "
        "dibangun.",
        "sepertiga",
        "seperenam",
    ),
    # what each gets, by another noun
    (
        "Bantuan yang ditransfer Rp54 miliar. Penerimanya 120.000 santri dan siswa di 1.185 lembaga. Tiap murid "
        "memperoleh rata-rata Rp{}.",
        "750.000",
        "450.000",
    ),
    (
        "Dana Rp36 miliar dibagikan kepada 24.000 keluarga petani. Artinya setiap rumah tangga mengantongi "
        "rata-rata Rp{} juta.",
        "2,5",
        "1,5",
    ),
    (
        "Sebanyak 64.000 warga mengungsi dan menerima 960.000 liter air. Berarti per orang mendapat {} liter.",
        "25",
        "15",
    ),
    (
        "Tunjangan yang cair Rp25,2 miliar untuk 8.400 guru, sehingga seorang pendidik menerima rata-rata Rp{} "
        "juta.",
        "5",
        "3",
    ),
    # a group larger than all people
    (
        "Angka stunting Sawahlunto 14,8 persen. Menurut kepala dinas, prevalensi sebesar itu setara dengan {} "
        "balita.",
        "21.700",
        "780",
    ),
    ("Di Kota Padang Panjang, 12 persen balita kurang gizi. Persentase itu sama dengan {} anak.", "16.800", "620"),
    ("Sebanyak 9 persen lansia di Kota Sabang hidup sendiri, atau {} orang.", "14.500", "250"),
    (
        "Kepala dinas menyebut 20 persen remaja di Kabupaten Pulang Pisau, yakni {} remaja, putus sekolah.",
        "62.000",
        "3.400",
    ),
    # shares of things above a hundred
    (
        "Dinas mengelola 24 puskesmas. Sembilan belum mempunyai dokter gigi, sehingga {} persen puskesmas sudah "
        "dilayani dokter gigi.",
        "162,5",
        "62,5",
    ),
    ("Ada 412 desa. Kini {} persen desa sudah teraliri listrik.", "104", "94"),
    ("Dari 1.250 sekolah, baru {} persen sekolah yang memiliki perpustakaan.", "148", "48"),
    ("Sebanyak 96 jembatan diperiksa dan {} persen jembatan dinyatakan aman.", "181", "81"),
    # data of a day to come
    ("Vaksin sudah diberikan kepada 398.600 warga. Data dasbor dinas bertanggal {}.", "21 Juni 2022", "21 Maret 2022"),
    ("Sebanyak 12.400 rumah terendam menurut laporan tertanggal {}.", "18 Juni 2022", "18 Maret 2022"),
    ("Data yang dimutakhirkan pada {} mencatat 8.120 pengungsi.", "9 Juli 2022", "9 Maret 2022"),
    # a share whose part and whole grammar names, wherever they stand
    ("Pajak hotel tercatat Rp318,4 miliar. Angka itu {} persen dari target setahun sebesar Rp412,9 miliar.", "87,1", "77,1"),
    ("Baru 59.400 tenaga kerja yang menjadi peserta aktif dari 132.000 penduduk bekerja, atau {} persen.", "52", "45"),
    ("Pelabuhan memeriksa 240 kapal. Sebanyak 96 kapal ({} persen) memakai bahan bakar kotor.", "50", "40"),
    ("Dari target Rp46,5 miliar, Rp39,99 miliar sudah masuk. Realisasi tersebut sudah {} persen.", "76", "86"),
    ("Sebanyak 1.734 jemaah telah lunas. Angka tersebut hampir {} persen dari kuota provinsi, 2.019 orang.", "76", "86"),
    # growth of money told in short
    ("Klaim semester ini Rp358,9 miliar, tahun sebelumnya Rp312,4 miliar, jadi ada kenaikan {} persen.", "24,9", "14,9"),
    # fractions and multiples whose numbers grammar names
    ("Petugas menyuntik 1.158 dari 2.284 siswi kelas 5 dan 6, sekitar {} dari sasaran.", "tiga perempat", "separuh"),
    ("Hampir {} pelanggan, yakni 4.310 dari 9.800 sambungan, hanya menerima air di malam hari.", "dua pertiga", "separuh"),
    ("Penumpang April 860 ribu orang, lebih dari {} kali lipat dibandingkan April 2024 yang 420 ribu orang.", "tiga", "dua"),
    ("Peserta yang berangkat 8.915 orang, lebih dari {} kali lipat tahun 2021 yang cuma 2.140 orang.", "tujuh", "empat"),
    # points between two shares, heads times money with other small numbers around
    ("Cakupan baru 61,6 persen bayi, padahal kementerian meminta 95 persen. Kesenjangan {} poin itu besar.", "43,4", "33,4"),
    (
        "Sebanyak 2.400 nelayan dengan kapal di bawah 10 gros ton dibantu. Setiap nelayan mendapat Rp 600.000 "
        "sehingga anggaran yang disiapkan Rp {} miliar.",
        "14,4",
        "1,44",
    ),
    # a share told before its numbers, and one of two possible wholes
    ("Partisipasi pemilih di kota itu {} persen. Dari 214.836 orang, 161.127 orang datang.", "85", "75"),
    ("Suntikan 545.812 orang, sasaran 332.190 orang. Yang ber-KTP 301.455 orang atau {} persen sasaran.", "80,7", "90,7"),
]  # fmt: skip

#: near them, and sound
SOUND = [
    "Dari 3.200 lampu jalan, 1.856 menyala. \"Baru 78 persen anggaran yang cair,\" kata kepala dinas.",
    "Pemkot mengelola 640 angkot, 224 di antaranya layak jalan. Target tahun depan 45 persen.",
    "Tercatat 18.400 bidang tanah. Yang bersertifikat 13.248 bidang, belum 5.152 bidang. Tingkat kepuasan "
    "warga 87 persen.",
    "Dari 920 koperasi, 690 rutin rapat. Secara nasional angkanya 85 persen.",
    "Polisi menangani 168 kecelakaan. Dibandingkan 210 kejadian setahun sebelumnya, korban jiwa menyusut 30 persen.",
    "Ekspor kopi 2021 tercatat 12.400 ton dan tahun berikutnya 15.500 ton. Nilai ekspornya naik 35 persen.",
    "Sawah yang dicetak 6.980 hektare. Kurik 2.310 hektare, Tanah Miring 1.845 hektare, Semangga 1.120 "
    "hektare, Jagebob 765 hektare dan Malind 540 hektare adalah yang terluas.",
    "Panen terbesar di Kurik 2.310 ton, Semangga 1.120 ton, Jagebob 765 ton dan Malind 540 ton. Secara "
    "keseluruhan kabupaten memanen 4.835 ton.",
    "Panen Januari 1.420 ton, Februari 1.635 ton, dan Maret 1.280 ton. Tahun lalu total panen triwulan itu 4.535 ton.",
    "Bantuan Rp54 miliar disalurkan kepada 120.000 siswa. Tiap murid SMP memperoleh Rp750.000.",
    "Air yang terkirim 7,2 juta liter untuk 90.000 jiwa. Kebutuhan satu jiwa rata-rata 80 liter sehari.",
    "Tunjangan cair Rp25,2 miliar untuk 8.400 guru. Setiap guru menerima Rp1,5 juta per bulan, dibayar dua "
    "bulan sekaligus.",
    "Tunjangan Rp25,2 miliar untuk 8.400 guru. Honor seorang pengawas rata-rata Rp5 juta.",
    "Gempa memadamkan 366.675 pelanggan, 326.341 sudah menyala dan 40.334 masih gelap. Sepertiga gardu rusak.",
    "Dinas mendata 5.940 kendaraan. Yang laik jalan 3.960 unit dan 1.980 unit rusak, separuhnya rusak berat.",
    "Ada 8.412 toko, 6.309 toko buka dan 2.103 toko tutup. Separuh dari yang tutup menjual pakaian.",
    "Inflasi Agustus 3,2 persen, sebulan sebelumnya 4,1 persen. Indeks saham turun 19 poin.",
    "Pemilih yang datang 52,3 persen, pada 2015 50,4 persen. Di kecamatan kota naik 3,9 poin.",
    "Kredit Rp13,12 triliun. Setahun sebelumnya Rp12,50 triliun. Adapun simpanan bertambah Rp1,62 triliun.",
    "Data sementara mencatat 8.120 pengungsi. Pencairan dijadwalkan pada 9 Juli 2022.",
    "Berdasarkan surat edaran, masa tanggap darurat berlaku sampai 14 Agustus 2022. Data mencatat 300 rumah rusak.",
    "Realisasi kunjungan mencapai 162,5 persen. Ada 24 puskesmas.",
    "Ada 412 desa. Pencairan dana 104 persen dari target desa.",
    "Harga kios di 640 kios itu naik 120 persen.",
    "Kapasitas lapas terisi 210 persen lapas tersebut, dengan 24 lapas di provinsi.",
    "Sebanyak 9 persen lansia di Kota Sabang hidup sendiri. Aceh memiliki 145.000 lansia.",
    "Tersangka yang ditangkap 723 orang. Penangkapan terbanyak di Utara, yakni 171 tersangka. Menyusul Barat "
    "64 tersangka, Timur 58 tersangka, dan Selatan 51 tersangka.",
    "Ada 75 orang yang dikirim, terdiri atas 30 prajurit, 20 polisi dan selebihnya warga.",
    "Rutan itu dihuni 1.003 orang, padahal kapasitasnya hanya 323 orang. Tingkat huniannya 310 persen.",
    "Penghuni yang dirawat 93 orang, kapasitas gedung 120 orang. Sebanyak 97 orang tidak memiliki paspor, 28 "
    "orang sakit.",
    "Penduduk miskin turun dari 7,26 persen pada Maret menjadi 7,19 persen pada September. Di kota turun 0,41 "
    "persen poin dibanding Maret.",
    "Dari 727.613 pemilih yang terdaftar, 568.993 orang datang. Pada pemilihan 2015, partisipasinya 81 persen.",
    "Ada 4.618 siswa. Yang ujian dengan komputer 3.277 siswa, sisanya 1.341 siswa di atas kertas. Sebanyak "
    "1.911 siswa menumpang, 13 siswa sakit dan 8 siswa absen.",
    "Zonasi tahun lalu 55 persen, sekarang 35 persen. \"Berkurang 20 poin, tetapi afirmasi bertambah 10 poin "
    "dari 20,\" ujarnya.",
    "Dinas memberi waktu kepada 497 operator sekolah sampai 10 Desember 2022 untuk menuntaskan data.",
    "Pelatihan las untuk 80 pemuda. Pesertanya tahun ini 45 pemuda, dan 60 persen lulusannya sudah bekerja.",
    "Jemaah tercatat 876.246 orang. Itu setara 13 persen jemaah dunia, nomor dua setelah Pakistan dengan 1,4 juta orang.",
    "Klaim diajukan 29.614 peserta dari 575.100 peserta, 74 persen karena mengundurkan diri.",
    "Ada 201 orang dari 840 orang. Camat menyebut angka itu belum memenuhi kesepakatan 34 persen.",
    "Harga kopi turun dari Rp40.000 ke Rp30.000, atau turun seperempat.",
    "Penumpang 860 ribu orang, lebih dari dua kali lipat dibandingkan 2024 yang 300 ribu orang.",
    "Cakupan di Kota Batu 85 persen. Dari 214.836 warga kabupaten, 161.127 orang sudah terdaftar.",
]  # fmt: skip
