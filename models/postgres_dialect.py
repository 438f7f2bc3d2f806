"""What a record's columns become on PostgreSQL, so that it holds and sorts exactly what a file would."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, String
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **more: Any) -> str:
        """As wide as a whole number in a file."""
        return "BIGINT"


class _Tables(PGDDLCompiler):
    def get_column_specification(self, column: Column[Any], **more: Any) -> str:
        """Texts sort by their characters' numbers, whatever language the server was set up in."""
        said = super().get_column_specification(column, **more)  # type: ignore[no-untyped-call]
        text = isinstance(column.type.dialect_impl(self.dialect), String) or (
            isinstance(getattr(column.type, "impl", None), String)
        )
        return f'{said} COLLATE "C"' if text else str(said)


class Dialect(PGDialect_psycopg):
    """PostgreSQL through psycopg, with our columns."""

    supports_statement_cache = True
    ddl_compiler = _Tables
    type_compiler_cls = _Types
