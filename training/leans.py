"""What is known of figures without data, as weights of features: a hundred articles are few."""

#: by task; the weights are drawn towards these instead of towards nothing
LEANS = {
    "region": {
        "area|place in headline": 1.0, "area|place in lead": 0.5, "none|place in lead": -0.3, "area|local>0.4": 0.5,
        "area|local>0.6": 0.5, "ID|no areas": 0.5, "sentence before": 1.5, "sentence behind": 1.2, "sentence above": 0.5,
        "in headline": 1.2, "capital": -2.0, "capital|sentence before": 1.0, "names the whole": -1.5, "most": 0.5,
        "prior": 1.0, "prior|none since": 0.5, "none|kind=rate": 1.5, "none|here company": 0.5,
        "none|text lead company": 1.0, "none|text many company": 0.7, "none|trade>0.4": 0.4, "ID|sentence before": 1.5,
        "ID|sentence behind": 1.2, "ID|here national": 0.3, "ID|near national": 0.7, "ID|text lead national": 0.5,
        "ID|text lead country": 0.3, "ID|text lead state": 0.7, "ID|here state": 0.5, "abroad|sentence before": 1.3,
        "abroad|sentence behind": 1.0, "abroad|text lead abroad": 0.5, "abroad|abroad>0.4": 0.7, "abroad|prefix=warga": -1,
        "part|sentence before": 1.3, "part|sentence behind": 1.0, "part": -1.0,
        "ID|here government": 0.4, "ID|text lead government": 0.5, "fills beyond": -6.0,
        "said, fills beyond": -1.5, "role=population|fills all": 1.5,
        "abroad|prefix=negara": -1, "abroad|prefix=asal": -1, "abroad": -1.0, "victims|scene": 0.7,
        "victims|scene in lead": 0.5, "scene": 0.3, "offices only": -0.7, "offices mostly": -0.3, "whole only": -0.7,
        "said at a day": -1.0, "prior|refers back": 1.0, "prior|atau": 0.7, "called province": 1.0, "called regency": 1.0,
        "called city": 1.0, "called district": 1.0, "called village": 1.0, "none|near rule": 0.7, "none|here rule": 0.3,
        "none|text many rule": 0.3, "sentence before|gap=0": 0.7, "sentence before|gap=1": 0.5,
        "sentence before|clause": 0.4, "sentence before|rank=0": 0.7, "new since": 0.4, "prior|others since": -0.3,
        "names the part": 0.3, "ID|prior": 0.5, "none|prior": 0.5, "has part here": -0.5,
    },
    "role": {
        **{f"{r}|{f}": w for r in ("non_participant", "target", "change", "other")
           for f, w in ((f"left!{r}", 1.0), (f"left^{r}", 0.5), (f"right!{r}", 0.7), (f"right^{r}", 0.3),
                        (f"left in {r}", 0.5), (f"right in {r}", 0.5))},
        **{f"{r}|after {r} {how}": w for r in ("participant", "non_participant", "target", "change", "population", "other")
           for how, w in (("list", 1.0), ("list=", 0.5), ("lines", 0.7), ("spread", 0.7))},
        "participant|any": 0.7, "population|group=base": 1.2, "population|some group=base": -1.2, "change|new": 0.7,
        "population|r1=penduduk": 0.7, "population|left group=base": 0.5,
        "other|group=staff": 0.7, "other|left group=staff": 0.7, "other|group=migrant": 0.7, "participant|group=hurt": 0.5,
        "target|of goal": 1.5, "population|of percent": 0.7, "population|from, smaller behind": 1.0,
        "population|from, percent behind": 0.7, "participant|behind from, smaller": 0.5, "participant|among": 0.3,
        "population|unit=jiwa": 0.3,
    },
    "kind": {
        **{f"{k}|{f}": w for k in ("share", "change", "rate", "other") for f, w in ((f"left!{k}", 0.7), (f"left^{k}", 0.5))},
        **{f"{k}|{f}": w for k in ("share", "change", "rate", "other")
           for f, w in ((f"level topic={k}", 1.2), (f"topic={k}", 0.4), (f"after {k} list", 0.7), (f"after {k} spread", 0.5))},
        "share|r1=dari": 1.0, "share|old": 0.3, "share|new": 0.3,
        **{f"change|level topic={k}": -1.5 for k in ("share", "rate", "other")}, "change|level topic=": -0.5,
        "change|r=yoy": 1.8, "change|r=dibandingkan": 0.7, "change|points": 1.0,
        "other|any": -0.5,
    },
    "as_of": {
        "now|now": 0.5, "now|now before": 1.5, "now|prior now": 1.0, "none|now before": -0.5,
        "date|prior": 0.5, "now|prior": 0.5,
        "date|prior dated back near": 1.5,
        "date|prior dated then": 1.0, "date|then latest": 0.7, "date|statement here": -3.0, "date|statement away": -0.7,
        "now|prior dated back near": 1.5, "none|prior dated back near": -0.5,
        "date|behind during touches": 2.0, "date|behind until touches": 2.0, "date|before during": 0.7,
        "date|before until": 1.0,
        "date|opens during": 0.7, "date|opens until": 0.7, "date|behind compare": -1.5, "date|before compare touches": 1.5,
        "date|join=said": -1.0, "date|taken": -0.7, "date|above back empty": 1.0, "date|only": 0.3,
        "date|old oldest": 1.0, "date|new newest": 1.0, "date|kind=change newest": 0.7, "date|kind=change oldest": -0.7,
        "date|away, others here": -0.5, "none|no dates here": 0.5,
        "date|part same": 0.5, "date|part same apart": 0.3, "date|part same free alone": 0.3,
        "date|part same compare free alone": 0.7, "date|part before 1 compare rival held": -1.0,
        **{f"date|part behind 1 compare {f}": -1.0 for f in ("free idle", "rival idle", "free held", "rival held")},
    },
}  # fmt: skip
