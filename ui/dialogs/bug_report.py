"""What a person can copy and send when the program itself failed; nothing of theirs is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.bugs import Bug


class BugReport(QDialog):
    """Does not block the window."""

    def __init__(self, bug: Bug, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出现错误")
        self.resize(680, 440)
        self._details = bug.details
        calm = QLabel("您的数据已保存，可以继续工作。请把下面的内容复制给维护人员。", wordWrap=True)
        place = QLabel(
            f"同样的内容已写入 {bug.log}" if bug.log else "错误记录未能写入磁盘，请务必复制下面的内容。"
        )
        place.setWordWrap(True)
        theme.say(place, "small")
        text = QPlainTextEdit(bug.details)
        text.setReadOnly(True)
        text.setAccessibleName("错误详情")
        buttons = QDialogButtonBox()
        buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self.copy)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (calm, place, text, buttons):
            column.addWidget(part)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)
