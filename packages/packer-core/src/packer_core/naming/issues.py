"""Issues of periodicals: numbers, volumes, months, days, weeks and seasons, as names write them."""

from collections.abc import Sequence

from attrs import evolve, frozen

from packer_core.values.works.dates import PartialDate


@frozen(kw_only=True)
class Issue:
    """What an issue is known by. ``number`` and ``volume`` are text, for there is a ``12a``;
    ``season`` is a word as written; ``last_month`` ends a range (January-February)."""

    number: str | None = None
    volume: str | None = None
    year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None
    week: int | None = None
    season: str | None = None

    def date(self, year: int | None = None) -> PartialDate | None:
        """The date of the issue in a year, in the precision known; ``None`` without a year."""
        year = self.year if year is None else year
        if year is None:
            return None
        try:
            return PartialDate(year, self.month, self.day if self.month else None)
        except ValueError:
            return None


#: Words before the number of an issue, in small letters.
ISSUE_MARKERS = frozenset(
    "no nr n num numero nummer number issue ausgabe heft hft folge edicion numer broj cislo".split()
)
#: Words before the number of a volume; single letters count only when the number is glued to them.
VOLUME_MARKERS = frozenset("vol volume bd band tome tomo tom deel del book bind svazek".split())
_GLUED_VOLUME = frozenset(("v", "t", *VOLUME_MARKERS))
_WEEK_MARKERS = frozenset("week wk kw woche semaine semana uke vecka uge viikko".split())
_SEASONS = frozenset(
    (
        "spring summer autumn fall winter easter christmas xmas "
        "holiday holidays annual yearbook special "
        "fruehling fruehjahr sommer herbst sonderheft printemps ete automne hiver hors-serie "
        "primavera verano otono invierno estate autunno inverno q1 q2 q3 q4"
    ).split()
)

_MONTH_ROWS = """
january jan januar jaenner janvier janv enero gennaio gen januari janeiro tammikuu styczen leden
february feb februar fevrier fevr febrero febbraio februari fevereiro helmikuu luty unor
march mar maerz mars marzo maart marco marts maaliskuu marzec brezen
april apr avril avr abril aprile huhtikuu kwiecien duben
may mai mayo maggio mag mei maj maio toukokuu kveten
june jun juni juin junio giugno giu junho kesakuu czerwiec cerven
july jul juli juillet juil julio luglio lug julho heinakuu lipiec cervenec
august aug aout agosto ago augusti augustus elokuu sierpien srpen
september sep sept septembre septiembre settembre set setembro syyskuu wrzesien zari
october oct oktober okt octobre octubre ottobre ott outubro lokakuu pazdziernik rijen
november nov novembre noviembre novembro marraskuu listopad
december dec dezember dez decembre diciembre dicembre dic dezembro desember joulukuu grudzien
"""
_MONTHS = {
    name: number
    for number, row in enumerate(_MONTH_ROWS.strip().splitlines(), 1)
    for name in row.split()
}
_ENGLISH = tuple(row.split()[0].capitalize() for row in _MONTH_ROWS.strip().splitlines())


def month_name(month: int) -> str:
    """The English name of a month, 1 to 12."""
    return _ENGLISH[month - 1]


def month_number(word: str) -> int | None:
    """The month a word names in the languages of the Scene (``Januar``, ``Sept``), or its number.

    Numbers have one or two digits, 1 to 12. ``None`` for anything else.
    """
    named = _MONTHS.get(word.lower())
    return named if named is not None else _number(word, 1, 12)


def day_number(word: str) -> int | None:
    """The day of a month, 1 to 31, with an English ordinal's ending or without."""
    bare = word[:-2] if word[-2:].lower() in ("st", "nd", "rd", "th") else word
    return _number(bare, 1, 31)


def year_number(word: str) -> int | None:
    """A year of four digits after the first printed books (1450 to 2099)."""
    return _number(word, 1450, 2099) if len(word) == 4 else None


def _number(word: str, low: int, high: int) -> int | None:
    if not (word.isascii() and word.isdigit() and len(word) <= 4):
        return None
    return int(word) if low <= int(word) <= high and len(word) <= len(str(high)) else None


def counted(words: Sequence[str], markers: frozenset[str]) -> str | None:
    """The number in ``Vol.01`` or ``Vol01`` when ``words`` are a marker and a number, no more.

    A number begins with a digit and has at most six characters (``26``, ``1.5`` as ``1-5``,
    ``12a``); after a marker of its own word a Roman one is read too.
    """
    if len(words) == 2 and words[0].lower() in markers:
        return words[1] if _countable(words[1]) or _roman(words[1]) else None
    if len(words) != 1:
        return None
    word = words[0]
    letters = len(word) - len(word.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    number = word[letters:]
    return number if word[:letters].lower() in markers and _countable(number) else None


def _countable(word: str) -> bool:
    return word[:1].isdigit() and len(word) <= 6 and word.replace("-", "").isalnum()


def _roman(word: str) -> bool:
    return 0 < len(word) <= 5 and not word.strip("IVX")


def issue_number(words: Sequence[str]) -> str | None:
    """The number of an issue in ``No.314``, ``N119``, ``NR.03``; ``None`` for anything else."""
    return counted(words, ISSUE_MARKERS)


def volume_number(words: Sequence[str]) -> str | None:
    """The number of a volume in ``Vol.01``, ``Band.05``, ``T3``; ``None`` for anything else."""
    return counted(words, VOLUME_MARKERS if len(words) == 2 else _GLUED_VOLUME)


def read_issue(text: str) -> Issue | None:
    """Read an issue as a dirname's field gives it (``No 314``, ``April 22``, ``Vol 3 No 4``).

    ``None`` unless every word says something about the issue. A number alone is the issue's;
    two numbers are a month and a day in the order in which they make a date.
    """
    words = [word for word in text.replace(".", " ").split(" ") if word]
    if not words:
        return None
    numbers = _bare(words)
    if numbers is not None:
        return numbers
    issue = Issue()
    while words:
        found = _first_part(words, issue)
        if found is None:
            return None
        issue, used = found
        words = words[used:]
    return issue


def _bare(words: Sequence[str]) -> Issue | None:
    """An issue of numbers only."""
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) <= 4:
        return Issue(number=words[0])
    if len(words) == 2:
        first, second = words
        for month, day in ((first, second), (second, first)):
            if month.isdigit() and day.isdigit() and month_number(month) and day_number(day):
                return Issue(month=month_number(month), day=day_number(day))
    return None


def _first_part(words: Sequence[str], issue: Issue) -> tuple[Issue, int] | None:
    """The issue with what the first words add to it, and how many words that were."""
    for used in (2, 1):
        head = words[:used]
        if len(head) < used:
            continue
        number = issue_number(head)
        if number is not None and issue.number is None:
            return evolve(issue, number=number), used
        volume = volume_number(head)
        if volume is not None and issue.volume is None:
            return evolve(issue, volume=volume), used
        week = counted(head, _WEEK_MARKERS)
        if week is not None and issue.week is None and week.isdigit():
            return evolve(issue, week=int(week)), used
    return _first_word(words[0], words[1:2], issue)


def _first_word(word: str, after: Sequence[str], issue: Issue) -> tuple[Issue, int] | None:
    months = [_MONTHS.get(part) for part in word.lower().split("-")]
    if len(months) <= 2 and all(months):
        if issue.month is None:
            return evolve(issue, month=months[0], last_month=months[1] if months[1:] else None), 1
        return (evolve(issue, last_month=months[0]), 1) if issue.last_month is None else None
    day = day_number(word)
    near_month = issue.month is not None or (after and after[0].lower() in _MONTHS)
    if day is not None and issue.day is None and near_month:
        return evolve(issue, day=day), 1
    if word.lower() in _SEASONS and issue.season is None:
        return evolve(issue, season=word), 1
    return None
