"""Errors of arithmetic over sentences, in the words of many outlets, for test_wording.py: what is told, wrong, right."""

TOLD = [
    # a share that a sentence sums up
    ("Petani mendapat jatah 48.600 ton pupuk. Yang sudah ditebus 33.048 ton. Dengan begitu serapannya {} persen.", "78", "68"),
    ("Sudah 1.061.220 penduduk terdaftar. Dengan jumlah penduduk 1.128.400 jiwa, cakupannya {} persen.", "97,45", "94,05"),
    # heads times money
    ("Sebanyak 1.860 lansia menerima bantuan. Masing-masing membawa pulang Rp900.000. Pemkab menggelontorkan dana Rp{} miliar.",
     "16,74", "1,674"),
    ("Konser dihadiri 2.400 penonton dengan tiket seharga Rp75.000. Penjualan tiket menghasilkan Rp{} juta.", "18", "180"),
    ("Sekolah itu menampung 275 siswa, 150 siswa SMP dan 125 siswa SMA. Setiap siswa mendapat beasiswa Rp2.000.000 sehingga "
     "dibutuhkan Rp{} juta.", "650", "550"),
    # lists of money and animals
    ("Investasi mencapai Rp1{},4 triliun, terdiri dari penanaman modal asing Rp8,2 triliun dan dalam negeri Rp6,2 triliun.",
     "3", "4"),
    ("Kasus tercatat 1{}.260 ekor. Sebanyak 9.982 ekor sembuh, 312 ekor mati, 288 ekor dipotong, dan 4.678 ekor masih sakit.",
     "4", "5"),
    ("Panjang jalan 1.180 kilometer. Yang mantap 826 kilometer atau 70 persen, sedangkan {} "
     "kilometer lagi rusak.", "454", "354"),
    # leads
    ("Paslon 2 meraih 61.940 suara, paslon 1 48.215 suara dan paslon 3 17.385 suara. Paslon 2 unggul {} suara.",
     "31.725", "13.725"),
    ("Nomor urut 1 mendapat 1.846 suara, nomor urut 2 1.392 suara. Selisih dua calon teratas mencapai {} suara.", "554", "454"),
    # a rest of a whole far above, and heads where things are counted
    ("Ujian diikuti 1.284 peserta, 702 laki-laki dan 582 perempuan. Soal berasal dari pusat. Pada hari kedua "
     "1.130 peserta hadir. "
     "Dinas mencatat {} peserta mangkir.", "254", "154"),
    ("Jumlah pelanggan kini 52.140 sambungan. Setahun sebelumnya tercatat 49.870 sambungan, ada penambahan {} pelanggan.",
     "3.270", "2.270"),
    # a hundred percent
    ("Belanja jalan mendapat 41 persen. Pendidikan memperoleh 34 persen dan kesehatan 22 persen. Sisanya {} "
     "persen untuk lainnya.",
     "15", "3"),
    ("Bauran pembangkit: diesel 47 persen, batu bara 31 persen, panas bumi 18 persen, dan tenaga surya {} persen.", "14", "4"),
    ("Capaian itu setara 81 persen. Artinya, masih ada sekitar {} persen sasaran yang belum disuntik.", "29", "19"),
    ("Dinas mendata 12.600 anak tidak sekolah, 4.410 anak bersedia kembali. Kepala dinas menilai "
     "angka {} persen itu bagus.", "45",
     "35"),
    ("Imunisasi menyasar 118.400 anak. Petugas sudah menetesi 97.088 anak. Cakupan sementara berada di angka {} persen.",
     "92", "82"),
    # in words
    ("Terdapat 7.680 usaha. Hingga Juni 2.916 usaha mengantongi sertifikat. Itu berarti {} sudah bersertifikat.",
     "lebih dari separuh", "lebih dari sepertiga"),
    ("Program menyasar 6.300 rumah. Kini 2.520 rumah telah tersambung. Dengan kata lain, {} rumah menikmati air.",
     "dua pertiga", "dua perlima"),
    ("Di kota itu terdapat 36 pasar. Baru 27 pasar yang berizin, atau {}.", "tidak sampai separuhnya", "tiga perempatnya"),
    ("Tercatat 558 kasus, periode yang sama tahun lalu 186 kasus. Jumlahnya naik menjadi {} kali lipat dibanding tahun lalu.",
     "lima", "tiga"),
    # the other way
    ("Tingkat pengangguran 5,12 persen, {} 0,25 poin dari 4,87 persen setahun sebelumnya.", "turun", "naik"),
    ("Produksi {} dari 4.200 ton menjadi 3.900 ton.", "naik", "turun"),
    ("Selama Januari 2024 dilayani 41.300 penumpang. Pada Desember 2023 ada 36.750 penumpang. Terjadi {} 4.550 penumpang.",
     "penurunan", "kenaikan"),
    ("Dikabulkan 184 permohonan nikah pada 2021, {} dari 210 permohonan pada 2020.", "naik", "turun"),
    # a total told in the next sentence
    ("Mereka membawa pulang 42 medali emas, 37 perak, dan 51 perunggu. Dengan total {} medali, peringkatnya "
     "naik.", "140", "130"),
    ("Rinciannya, Bajawa 1.412 keluarga, Golewa 1.378 keluarga, dan Aimere 965 keluarga. Total penerima di "
     "tiga kecamatan itu {} "
     "keluarga.", "3.955", "3.755"),
    # what was reached by a day to come
    ("Dinas melaporkan, per {} sebanyak 170 dari 191 desa telah menyalurkan bantuan.", "30 Juni 2022", "30 Januari 2022"),
    ("Tim telah memvaksin 38.214 ekor anjing hingga {}.", "30/6/2022", "30/1/2022"),
]  # fmt: skip

#: near them, and sound
SOUND = [
    "Warga yang terdaftar 1.412.870 jiwa dari 1.790.412 jiwa. Pemerintah mematok cakupan 95 persen.",
    "Di Lumbir baru 31.205 orang dari 47.900 penduduk. Cakupan di Purbalingga 82,4 persen.",
    "Sasaran 51.000 balita, yang datang 44.880 balita. Cakupan 88 persen itu di atas target 85 persen.",
    "Dari 240 pendaftar, 96 siswa lolos: 60 siswa mesin dan 12 siswa perhotelan. Angka kelulusan 40 persen.",
    "Sebanyak 4,48 juta anak atau 19,8 persen pendek. Adapun 3,76 juta anak atau 16,8 persen kurang berat badan.",
    "Asei menyumbang 19 balita dan Nolokla 15 balita. Cakupan penimbangan 74 persen.",
    "Tukang mendapat Rp2,5 juta per unit dari 70 unit. Dana dari pusat, bahan bangunan Rp17,5 juta.",
    "Anak yang diterima bekerja 640 orang dari 4.000 yang dibutuhkan. Saya minta naik dua kali lipat.",
    "Kecelakaan turun dari 120 menjadi 90 kejadian, atau seperempatnya hilang.",
    "Harga nikel menguat 1,12 persen menjadi 15.420 dolar dari 15.249 dolar. Dalam sepekan naik 1,47 persen.",
    "Hibah yang semula diajukan Rp12,7 miliar disetujui Rp7,8 miliar. Selisih Rp4,9 miliar ditutup dengan penghematan.",
    "Margin bank tergerus dari 8,1 persen menjadi 7,4 persen.",
    "Peringkat kota itu naik dari 45 menjadi 32 di antara kota seluruh Indonesia.",
    "Makanan berperan 75,68 persen, beras menyumbang 18,4 persen di kota serta 21,0 persen di desa.",
    "Pendaftaran berlangsung hingga 30 Juni 2022. Sudah 300 orang mendaftar.",
    "Izin tambang itu telah diperpanjang hingga 30 Juni 2022 untuk 12 perusahaan.",
    "Pengungsi di masjid 210 orang, sekolah 165 orang, sedangkan selebihnya di rumah kerabat. Empat orang "
     "sakit, 11 orang cedera.",
    "Dipakai untuk gedung Rp145 miliar, laboratorium Rp62 miliar, gudang Rp48 miliar, serta alat Rp55 miliar. "
    "Belanja modal itu Rp310 miliar.",
]  # fmt: skip
