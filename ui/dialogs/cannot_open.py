"""What is said when the store cannot be opened at the start, and the choice of another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.errors import UserError


def ask_for_another(error: UserError) -> Path | None:
    """Say what is wrong; the path of another store, or None to leave."""
    box = QMessageBox(QMessageBox.Icon.Warning, "园评", error.what)
    box.setInformativeText(error.remedy)
    other = box.addButton("打开其他数据文件…", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is not other:
        return None
    chosen, _ = QFileDialog.getOpenFileName(None, "打开数据文件", "", "园评数据文件 (*.sqlite)")
    return Path(chosen) if chosen else None
