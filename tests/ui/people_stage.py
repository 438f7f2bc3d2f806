"""The program on a store of its own with three people, and hands for its boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox

from app.core.rights import Role
from app.services import stores
from tests.services import seal_stage as stage
from tests.services.seal_stage import SECRET, WANG, Sealed
from ui import settings
from ui.__main__ import Shell
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.person import PersonDialog
from ui.pages.people import PeoplePage

Box = TypeVar("Box", bound=QDialog)


def programs(app: QApplication, folder: Path) -> Iterator[Callable[[str], Shell]]:
    """Opens the program on the store in ``folder``, under a name."""
    shells: list[Shell] = []

    def start(who: str) -> Shell:
        settings.write(settings.WHO, who)
        shell = Shell(app)
        shell.open(folder / "s.sqlite")
        shells.append(shell)
        return shell

    yield start
    for shell in shells:
        shell.window.close()
        shell.close()


def confirmed_round(folder: Path) -> Sealed:
    """Three people and a confirmed expert round, in the store that ``programs`` opens."""
    with stores.open_store(folder / "s.sqlite", WANG) as store:
        return stage.confirmed(store)


def page(shell: Shell) -> PeoplePage:
    shell.window.show_page("people")
    shown = shell.window.page("people")
    assert isinstance(shown, PeoplePage)
    return shown


def box(shell: Shell, kind: type[Box]) -> Box:
    """The one dialog of this kind that is open."""
    (found,) = (each for each in shell.window.findChildren(kind) if each.isVisible())
    return found


def press(
    dialog: QDialog, which: QDialogButtonBox.StandardButton = QDialogButtonBox.StandardButton.Ok
) -> None:
    dialog.buttons.button(which).click()


def message(shell: Shell) -> str:
    shown = shell.window.message_bar.message
    return f"{shown.what}{shown.remedy}" if shown else ""


def enter(shell: Shell, name: str, role: Role) -> PersonDialog:
    page(shell).add()
    dialog = box(shell, PersonDialog)
    dialog.name.setText(name)
    dialog.role.show_value(role)
    press(dialog)
    return dialog


def give_key(shell: Shell, passphrase: str = SECRET) -> None:
    page(shell).key.make.click()
    dialog = box(shell, PassphraseDialog)
    dialog.first.setText(passphrase)
    dialog.again.setText(passphrase)
    press(dialog)
