"""The column types, alike on SQLite and on MariaDB."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CHAR, BigInteger, DateTime, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

_MARIADB = ("mysql", "mariadb")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC to the microsecond; a moment without a zone is refused."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """MariaDB drops the fraction of a second unless it is told not to."""
        if dialect.name not in _MARIADB:
            return dialect.type_descriptor(DateTime())
        # The dialect of MariaDB is loaded only for MariaDB.
        from sqlalchemy.dialects import mysql

        return dialect.type_descriptor(mysql.DATETIME(fsp=6))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


#: 32 hex digits.
ID = CHAR(32)


class LongText(Text):
    """A text of any length; MariaDB's TEXT would end at 64 KiB."""


@compiles(LongText, *_MARIADB)
def _long_text(_type: LongText, _compiler: Any, **_options: Any) -> str:
    return "MEDIUMTEXT"


LONG_TEXT = LongText()

#: What the vault closed.
SEALED = LargeBinary(8192)

#: A number that counts up; SQLite counts only in columns of the type INTEGER.
COUNTER = BigInteger().with_variant(Integer(), "sqlite")
