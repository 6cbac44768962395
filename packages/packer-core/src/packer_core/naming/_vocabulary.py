"""Words that names are made of beside what a rule set lists."""

#: What follows the qualifiers of an edition, in small letters.
EDITION_NOUNS = frozenset(
    "edition editions ed auflage ausgabe edicion edizione editie uitgave upplaga utgave udgave "
    "painos wydanie vydani kiadas editia baski".split()
)
#: What may stand before one, beside numbers.
EDITION_QUALIFIERS = frozenset(
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "abridged anniversary annotated authorised authorized "
        "bilingual centenary centennial classic "
        "classics collectors commemorative complete concise corrected critical definitive deluxe "
        "digital director directors dover electronic enhanced enlarged enriched expanded extended "
        "facsimile final full gift global illustrated instructors "
        "international interactive jubilee "
        "kindle large latest library limited ltd media mobile movie "
        "new pocket premium print reissue "
        "reprint restored revised rev signature special standard student students study teachers "
        "tie-in ultimate unabridged uncensored uncut unexpurgated unrated updated upd "
        "and en et und "
        "erste zweite dritte vierte fuenfte aktualisierte ueberarbeitete erweiterte neue "
        "premiere deuxieme troisieme nouvelle revue corrigee augmentee "
        "primera segunda tercera nueva revisada ampliada nuova prima seconda terza"
    ).split()
)

#: Countries of remakes, as ISO 3166-1 alpha-2 writes them; UK stands for GB.
COUNTRIES = frozenset(
    "AR AT AU BE BG BR CA CH CL CN CO CZ DE DK EE ES FI FR GB GR HK HR HU IE IL IN IS IT JP KR "
    "LT LU LV MX MY NL NO NZ PE PH PL PT RO RS RU SE SG SI SK TH TR TW UA UK US ZA".split()
)

#: Formats of books and documents; a rule set lists those it knows itself.
BOOK_FORMATS = frozenset(
    "azw azw3 cb7 cbr cbt cbz chm djvu doc docx epub fb2 html kepub kf8 kfx lit lrf md mobi odp "
    "ods odt pdb pdf pptx prc rtf txt xlsx".split()
)

#: Sources, codecs and tracks of video; a format is a run of these.
VIDEO_FORMATS = frozenset(
    (
        "ahdtv apdtv adsr bd bdrip bluray blu-ray brrip cam camrip dsr dsrip dvd dvd5 dvd9 dvdr "
        "dvdrip dvdscr hdcam hddvd hdrip hdtv hdtvrip hr httv mbluray "
        "pdtv ppv remux satrip sdtv tvrip "
        "uhd vhsrip web web-dl webdl webrip web-rip "
        "10bit 8bit av1 avc divx h264 h265 h hevc mpeg-2 mpeg2 mpeg4 vc-1 vp9 x264 x265 x265m xvid "
        "264 265 hdr hdr10 hdr10+ hlg dv sdr hq "
        "aac aac-lc ac3 atmos dl dts dts-hd dts-x eac3 flac ma mp3 opus truehd ex "
        "amzn atvp cr dsnp hbo hmax hulu ip it max nf pcok pmtp stan"
    ).split()
)
#: What the first word of such a run may not be: they say nothing alone.
VIDEO_FOLLOWERS = frozenset("264 265 ma ex h dl it ip max hr cr dv".split())
#: The beginnings of words for sound, which the number of channels follows (DD5.1, AAC2.0).
VIDEO_SOUND = ("aac", "ac3", "dd+", "ddp", "ddpa", "dd", "dts-hd", "dts", "eac3", "flac", "truehd")
#: Words with a hyphen whose end is not a group.
HYPHENATED = ("web-dl", "blu-ray", "web-rip", "dts-hd", "dts-x", "aac-lc", "mpeg-2", "vc-1")

#: Words a person's name does not have, in small letters: where one stands, a title has begun.
TITLE_OPENERS = frozenset(
    (
        "a an the das der die dem des ein eine einen einem le la les "
        "l un une des il lo gli i uno una "
        "el los las en den det ett et een het os as um uma "
        "how why what when where who whose which my your his her our their this that these those "
        "wie warum was wer mein meine dein comment pourquoi mon ma mes como por"
    ).split()
)
#: Further words that are in titles and hardly in names.
TITLE_WORDS = TITLE_OPENERS | frozenset(
    (
        "about above across after against all and are at be before behind beneath beside between "
        "beyond but by do for from go if in into is it its like me more near new no not of off on "
        "once one or out over she he so than to two under until up was we were with without you "
        "and et und och og ja y ist im am auf aus bei fuer mit nach "
        "ohne ueber um unter von vom vor "
        "zu zum zur au aux dans du sur par pour sans sous avec est alla alle con da dei del della "
        "delle di nel per su tra sin sobre och i av med paa pa till fra over naar op voor met"
    ).split()
)
#: Those of them that are parts of names, too (Ludwig van Beethoven, Vasco da Gama).
NAME_PARTICLES = frozenset(
    "af al bin da dal de del della den der di do dos du el ibn la le mac of st ten ter van von y "
    "zu zum".split()
)
#: Second halves of compounds: a hyphen before one joins a word, it does not end an author.
COMPOUND_ENDS = frozenset(
    "away back based boy boys by century class day down dr fi "
    "first free friendly girl girls half head "
    "hop hulk in jr known level life line made man men off old on out over proof rated ray scale "
    "school self side size sky speed sr style term time to town type up wave way winning woman "
    "women word world year years".split()
)
#: First halves of double names: a hyphen after one joins a name.
COMPOUND_STARTS = frozenset(
    "abd abu al anne anna ann ben claude el jean hans john karl lloyd louis marie mary paul pierre "
    "saint sainte st".split()
)
