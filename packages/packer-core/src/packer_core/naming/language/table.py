"""The languages: one row each, ``ISO 639-1 (or 639-3), ISO 639-3, English name in capitals``.

Codes and names follow ISO 639-1 and 639-3; the names are the ones release names use where those
differ (``GREEK`` for Modern Greek). A two-letter code comes first where there is one.
"""

ROWS = """
aa aar AFAR
ab abk ABKHAZIAN
ae ave AVESTAN
af afr AFRIKAANS
ak aka AKAN
am amh AMHARIC
an arg ARAGONESE
ar ara ARABIC
as asm ASSAMESE
av ava AVARIC
ay aym AYMARA
az aze AZERBAIJANI
ba bak BASHKIR
be bel BELARUSIAN
bg bul BULGARIAN
bi bis BISLAMA
bm bam BAMBARA
bn ben BENGALI
bo bod TIBETAN
br bre BRETON
bs bos BOSNIAN
ca cat CATALAN
ce che CHECHEN
ch cha CHAMORRO
co cos CORSICAN
cr cre CREE
cs ces CZECH
cu chu CHURCH.SLAVONIC
cv chv CHUVASH
cy cym WELSH
da dan DANISH
de deu GERMAN
dv div DHIVEHI
dz dzo DZONGKHA
ee ewe EWE
el ell GREEK
en eng ENGLISH
eo epo ESPERANTO
es spa SPANISH
et est ESTONIAN
eu eus BASQUE
fa fas PERSIAN
ff ful FULAH
fi fin FINNISH
fj fij FIJIAN
fo fao FAROESE
fr fra FRENCH
fy fry FRISIAN
ga gle IRISH
gd gla GAELIC
gl glg GALICIAN
gn grn GUARANI
gu guj GUJARATI
gv glv MANX
ha hau HAUSA
he heb HEBREW
hi hin HINDI
ho hmo HIRI.MOTU
hr hrv CROATIAN
ht hat HAITIAN
hu hun HUNGARIAN
hy hye ARMENIAN
hz her HERERO
ia ina INTERLINGUA
id ind INDONESIAN
ie ile INTERLINGUE
ig ibo IGBO
ii iii YI
ik ipk INUPIAQ
io ido IDO
is isl ICELANDIC
it ita ITALIAN
iu iku INUKTITUT
ja jpn JAPANESE
jv jav JAVANESE
ka kat GEORGIAN
kg kon KONGO
ki kik KIKUYU
kj kua KUANYAMA
kk kaz KAZAKH
kl kal GREENLANDIC
km khm KHMER
kn kan KANNADA
ko kor KOREAN
kr kau KANURI
ks kas KASHMIRI
ku kur KURDISH
kv kom KOMI
kw cor CORNISH
ky kir KYRGYZ
la lat LATIN
lb ltz LUXEMBOURGISH
lg lug GANDA
li lim LIMBURGISH
ln lin LINGALA
lo lao LAO
lt lit LITHUANIAN
lu lub LUBA
lv lav LATVIAN
mg mlg MALAGASY
mh mah MARSHALLESE
mi mri MAORI
mk mkd MACEDONIAN
ml mal MALAYALAM
mn mon MONGOLIAN
mr mar MARATHI
ms msa MALAY
mt mlt MALTESE
my mya BURMESE
na nau NAURUAN
nb nob NORWEGIAN
nd nde NORTH.NDEBELE
ne nep NEPALI
ng ndo NDONGA
nl nld DUTCH
nn nno NYNORSK
no nor NORWEGIAN
nr nbl SOUTH.NDEBELE
nv nav NAVAJO
ny nya CHICHEWA
oc oci OCCITAN
oj oji OJIBWA
om orm OROMO
or ori ORIYA
os oss OSSETIAN
pa pan PUNJABI
pi pli PALI
pl pol POLISH
ps pus PASHTO
pt por PORTUGUESE
qu que QUECHUA
rm roh ROMANSH
rn run RUNDI
ro ron ROMANIAN
ru rus RUSSIAN
rw kin KINYARWANDA
sa san SANSKRIT
sc srd SARDINIAN
sd snd SINDHI
se sme NORTHERN.SAMI
sg sag SANGO
si sin SINHALA
sk slk SLOVAK
sl slv SLOVENIAN
sm smo SAMOAN
sn sna SHONA
so som SOMALI
sq sqi ALBANIAN
sr srp SERBIAN
ss ssw SWATI
st sot SOTHO
su sun SUNDANESE
sv swe SWEDISH
sw swa SWAHILI
ta tam TAMIL
te tel TELUGU
tg tgk TAJIK
th tha THAI
ti tir TIGRINYA
tk tuk TURKMEN
tl tgl TAGALOG
tn tsn TSWANA
to ton TONGAN
tr tur TURKISH
ts tso TSONGA
tt tat TATAR
tw twi TWI
ty tah TAHITIAN
ug uig UYGHUR
uk ukr UKRAINIAN
ur urd URDU
uz uzb UZBEK
ve ven VENDA
vi vie VIETNAMESE
vo vol VOLAPUK
wa wln WALLOON
wo wol WOLOF
xh xho XHOSA
yi yid YIDDISH
yo yor YORUBA
za zha ZHUANG
zh zho CHINESE
zu zul ZULU
ace ace ACEHNESE
ang ang OLD.ENGLISH
arc arc ARAMAIC
ast ast ASTURIAN
ban ban BALINESE
bar bar BAVARIAN
ceb ceb CEBUANO
ckb ckb SORANI
cmn cmn MANDARIN
cop cop COPTIC
crh crh CRIMEAN.TATAR
csb csb KASHUBIAN
dsb dsb LOWER.SORBIAN
enm enm MIDDLE.ENGLISH
fil fil FILIPINO
frm frm MIDDLE.FRENCH
fro fro OLD.FRENCH
fur fur FRIULIAN
goh goh OLD.HIGH.GERMAN
got got GOTHIC
grc grc ANCIENT.GREEK
gsw gsw SWISS.GERMAN
haw haw HAWAIIAN
hmn hmn HMONG
hsb hsb UPPER.SORBIAN
ilo ilo ILOCANO
jbo jbo LOJBAN
kmr kmr KURMANJI
kok kok KONKANI
lad lad LADINO
mai mai MAITHILI
mnc mnc MANCHU
mul mul MULTI
nah nah NAHUATL
nap nap NEAPOLITAN
nds nds LOW.GERMAN
non non OLD.NORSE
pap pap PAPIAMENTO
pro pro OLD.PROVENCAL
rom rom ROMANI
rup rup AROMANIAN
scn scn SICILIAN
sco sco SCOTS
sux sux SUMERIAN
syr syr SYRIAC
szl szl SILESIAN
tlh tlh KLINGON
tpi tpi TOK.PISIN
vec vec VENETIAN
war war WARAY
wuu wuu WU.CHINESE
yue yue CANTONESE
"""

#: ISO 639-2 codes of the bibliographic kind, and codes withdrawn, to the one in use.
OTHER_CODES = {
    "alb": "sq",
    "arm": "hy",
    "baq": "eu",
    "bur": "my",
    "chi": "zh",
    "cze": "cs",
    "dut": "nl",
    "fre": "fr",
    "geo": "ka",
    "ger": "de",
    "gre": "el",
    "ice": "is",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "mac": "mk",
    "mao": "mi",
    "may": "ms",
    "mo": "ro",
    "per": "fa",
    "pes": "fa",
    "rum": "ro",
    "scc": "sr",
    "scr": "hr",
    "sh": "sr",
    "slo": "sk",
    "swh": "sw",
    "tib": "bo",
    "wel": "cy",
    "zsm": "ms",
}

#: Tags with a region (or a script) that have a name of their own.
REGIONAL = {
    "nl-BE": "FLEMISH",
    "pt-BR": "BRAZILIAN",
    "ro-MD": "MOLDOVAN",
    "zh-HK": "CANTONESE",
}

#: Further names seen for a language: its own name for itself, and other English ones.
OTHER_NAMES = {
    "AZERI": "az",
    "BAHASA": "id",
    "BANGLA": "bn",
    "BRAZIL": "pt-BR",
    "BYELORUSSIAN": "be",
    "CASTELLANO": "es",
    "CASTILIAN": "es",
    "CESKY": "cs",
    "CZ": "cs",
    "DANSK": "da",
    "DEUTSCH": "de",
    "ENG": "en",
    "ESPANOL": "es",
    "EUSKERA": "eu",
    "FARSI": "fa",
    "FRANCAIS": "fr",
    "GER": "de",
    "HRVATSKI": "hr",
    "ITA": "it",
    "ITALIANO": "it",
    "KHALKHA": "mn",
    "LATIN.SPANISH": "es-419",
    "LATVIESU": "lv",
    "LIETUVIU": "lt",
    "MAGYAR": "hu",
    "MODERN.GREEK": "el",
    "NEDERLANDS": "nl",
    "NORSK": "no",
    "ODIA": "or",
    "POLSKI": "pl",
    "PORTUGUES": "pt",
    "ROMANA": "ro",
    "RUS": "ru",
    "SINHALESE": "si",
    "SLOVENE": "sl",
    "SLOVENSKY": "sk",
    "SRPSKI": "sr",
    "SUOMI": "fi",
    "SVENSKA": "sv",
    "TURKCE": "tr",
    "UIGHUR": "ug",
    "VALENCIAN": "ca",
}

#: Words of television names that state a language, or that there are several.
COMPACT = {
    "CZSUB": "cs",
    "CZSUBS": "cs",
    "DANSUB": "da",
    "DKSUB": "da",
    "DKSUBS": "da",
    "DUAL": "mul",
    "FASTSUB": "fr",
    "FINSUB": "fi",
    "FINSUBBED": "fi",
    "FINSUBS": "fi",
    "FRENCHSUB": "fr",
    "GERDUB": "de",
    "GERSUB": "de",
    "HEBSUB": "he",
    "HUNSUB": "hu",
    "ITADUB": "it",
    "ITASUB": "it",
    "MULTI": "mul",
    "MULTIDUB": "mul",
    "MULTISUB": "mul",
    "MULTISUBS": "mul",
    "NLDUB": "nl",
    "NLDUBBED": "nl",
    "NLSUB": "nl",
    "NLSUBBED": "nl",
    "NLSUBS": "nl",
    "NORDIC": "mul",
    "NORDICSUBS": "mul",
    "NORSUB": "no",
    "NORSUBS": "no",
    "PLDUB": "pl",
    "PLSUB": "pl",
    "PLSUBBED": "pl",
    "ROSUB": "ro",
    "ROSUBBED": "ro",
    "SUBFORCED": "fr",
    "SUBFRENCH": "fr",
    "SUBITA": "it",
    "SWEDUB": "sv",
    "SWESUB": "sv",
    "SWESUBS": "sv",
    "TRUEFRENCH": "fr",
    "VFF": "fr",
    "VFQ": "fr-CA",
    "VOSTFR": "fr",
}
