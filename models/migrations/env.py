"""What Alembic runs: the steps to the present form, on the connection and in the transaction it is given."""

from __future__ import annotations

from alembic import context

from models import rows
from models.base import Base

rows.tables()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
