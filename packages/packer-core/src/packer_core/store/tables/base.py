"""What all tables share: names of constraints, and how MariaDB compares texts."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from packer_core.store.tables.types import ID, LONG_TEXT, UtcDateTime

#: One name a constraint on every database, so that a later version can find it.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: MariaDB tells ``a`` from ``A`` as SQLite does, and takes every character.
OPTIONS = {"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin", "mysql_engine": "InnoDB"}

Id = Annotated[str, mapped_column(ID)]
Key = Annotated[str, mapped_column(ID, primary_key=True)]
#: A code, a status, a kind.
Word = Annotated[str, mapped_column(String(40))]
#: A name that is looked up.
Name = Annotated[str, mapped_column(String(190))]
#: A line to read, not to search.
Line = Annotated[str, mapped_column(String(1000))]
LongText = Annotated[str, mapped_column(LONG_TEXT)]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]


class Base(DeclarativeBase):
    """The root of the tables."""

    metadata = MetaData(naming_convention=NAMES)
    __table_args__: Any = OPTIONS
