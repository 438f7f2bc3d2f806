"""口令: asking for a passphrase, the old one, a new one typed twice, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.core import passphrase as rules
from app.errors import UserError
from ui.dialogs.form_dialog import FormDialog, Row

Run = Callable[[str, str], object]
"""Takes the old passphrase and the new one; an empty text for what was not asked."""


class PassphraseDialog(FormDialog):
    """Calls ``run`` with what was typed; its UserError, such as a wrong passphrase, is told here."""

    def __init__(
        self, title: str, run: Run, *, old: bool = False, new: bool = False, parent: QWidget | None = None
    ) -> None:
        self.old, self.first, self.again = (secret(name) for name in ("口令", "新口令", "再输一遍"))
        rows: list[Row] = [("现用口令" if new else "口令", self.old)] if old else []
        if new:
            rows += [("新口令" if old else "口令", self.first), ("再输一遍", self.again)]
        shown = QCheckBox("显示口令")
        super().__init__(title, [*rows, ("", shown)], "确定", parent)
        shown.toggled.connect(self._show)
        self._run, self._new = run, new
        if new:
            self.say(
                f"口令至少 {rules.LEAST} 位，只有本人知道，程序不保存。忘记了无法找回，只能换新密钥，原有签章不受影响。"
            )

    def take(self) -> None:
        """Check what is new, and run."""
        if self._new and (fault := rules.fault(self.first.text())):
            raise UserError(f"{fault}。")
        if self._new and self.first.text() != self.again.text():
            raise UserError("两次输入的口令不一致。", "请重新输入。")
        self._run(self.old.text(), self.first.text())

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for line in (self.old, self.first, self.again):
            line.setEchoMode(mode)


def secret(name: str) -> QLineEdit:
    """A line that hides what is typed."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setMaxLength(rules.MOST)
    return line
