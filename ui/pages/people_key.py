"""The chosen person's key: its fingerprint, where its file is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core import seal
from app.core.rights import Person, Role
from app.services import person_keys
from app.services.person_keys import KeyState
from ui import icons, theme
from ui.dialogs.passphrase import PassphraseDialog
from ui.session import Session

_FILES = "园评密钥文件 (*.pem)"
_TOLD = {
    KeyState.NONE: ("还没有密钥。没有密钥也能签章，但签章上没有签名，只能靠修订记录核对。", "soft"),
    KeyState.HERE: ("密钥文件在这台电脑上，由口令保护。请备份一份到 U 盘，与口令分开保管。", "good"),
    KeyState.AWAY: ("密钥文件不在这台电脑上，不能签名。请从备份恢复，或换新密钥。", "warn"),
    KeyState.BAD: ("密钥文件读不出来，或不是这把密钥。请从备份恢复，或换新密钥。", "bad"),
}


class KeyPanel(QWidget):
    """``said`` is for the line above the page: what happened, and what to do."""

    said = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person: Person | None = None
        self.title, self.told = QLabel(), QLabel(wordWrap=True)
        theme.say(self.title, "strong")
        self.make = _button("设置密钥…", "key", self._make)
        self.change = _button("更换口令…", "edit", self._change)
        self.back_up = _button("备份密钥文件…", "export", self._back_up)
        self.restore = _button("恢复密钥文件…", "import", self._restore)
        self._lay_out()

    def show_person(self, person: Person | None) -> None:
        """Show this person's key; nobody's where None."""
        self._person = person
        self.setVisible(person is not None)
        if person is None:
            return
        found = person_keys.state(person)
        own = person.name == self._session.who
        digits = seal.grouped(seal.fingerprint(person.public_key or ""))
        self.title.setText(f"密钥指纹 {digits}" if digits else "密钥")
        told, role = _TOLD[found]
        self.told.setText(
            told if own else f"{told}\n密钥由{person.name}本人设置：请先在状态栏点姓名，换成本人。"
        )
        theme.say(self.told, role if own or found is not KeyState.NONE else "soft")
        self.make.setText("换新密钥…" if person.public_key else "设置密钥…")
        self.make.setEnabled(own and person.role is not Role.READER)
        self.change.setEnabled(own and found is KeyState.HERE)
        self.back_up.setEnabled(own and found is KeyState.HERE)
        self.restore.setEnabled(own and found in {KeyState.AWAY, KeyState.BAD})

    def _make(self) -> None:
        person = self._chosen()

        def run(_old: str, new: str) -> None:
            self._session.attempt(person_keys.make, person.id, new)
            self.said.emit("密钥已设置", "请用“备份密钥文件”复制一份到 U 盘，与口令分开保管。")

        title = "换新密钥" if person.public_key else "设置密钥"
        PassphraseDialog(title, run, new=True, parent=self.window()).open()

    def _change(self) -> None:
        person = self._chosen()

        def run(old: str, new: str) -> None:
            self._session.attempt(person_keys.change_passphrase, person.id, old, new)
            self.said.emit("口令已更换", "以前备份的密钥文件仍用旧口令，请重新备份一份。")

        PassphraseDialog("更换口令", run, old=True, new=True, parent=self.window()).open()

    def _back_up(self) -> None:
        person = self._chosen()
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), "备份密钥文件", person_keys.file_name(person), _FILES
        )
        if chosen and (made := self._session.ask(person_keys.back_up, person.id, Path(chosen))):
            self.said.emit(
                f"密钥文件已备份到 {made}", "它仍由口令保护；换电脑时用“恢复密钥文件”读回，不要交给他人。"
            )

    def _restore(self) -> None:
        person = self._chosen()
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "恢复密钥文件", "", _FILES)
        if not chosen:
            return

        def run(old: str, _new: str) -> None:
            person_keys.restore(self._session.store, person.id, Path(chosen), old)
            self.show_person(person)
            self.said.emit("密钥文件已恢复", "现在可以在这台电脑上签章。")

        PassphraseDialog("恢复密钥文件", run, old=True, parent=self.window()).open()

    def _chosen(self) -> Person:
        assert self._person is not None
        return self._person

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.GRID)
        for at, button in enumerate((self.make, self.change, self.back_up, self.restore)):
            grid.addWidget(button, at // 2, at % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(grid)


def _button(text: str, icon: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(icons.icon(icon), text)
    button.clicked.connect(partial(_clicked, run))
    return button


def _clicked(run: Callable[[], None], _on: bool = False) -> None:
    run()
