"""签章: what is about to be sealed, by whom, with which key; and the passphrase that does it.

sign.offer(session, head, parent)        # None, with the reason said inline, where it cannot be sealed
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app import wording, wording_seal
from app.core import seal as forms
from app.core.dossier import Assessment
from app.errors import UserError
from app.services import parks, seals
from app.services.seals import Preview
from ui.dialogs.form_dialog import FormDialog, Row
from ui.dialogs.passphrase import secret
from ui.dialogs.who import described
from ui.session import Session

_COUNTED = {
    "standard": "标准包 {} 个",
    "answer": "作答 {} 项",
    "finding": "存在问题 {} 条",
    "evidence": "佐证 {} 份",
    "judgement": "专家意见 {} 条",
}
_MEANT = "签章后这一轮的作答、问题、佐证和结论都不能再修改。确需修改的，退回并写明原因，签章随之启封并留存。"


class SignDialog(FormDialog):
    """Open it with ``open()``; ``sealed`` comes once the seal is on disk."""

    sealed = Signal()

    def __init__(
        self, session: Session, assessment: Assessment, preview: Preview, parent: QWidget | None = None
    ) -> None:
        self.passphrase = secret("口令")
        self._session, self._assessment, self._preview = session, assessment, preview
        super().__init__("签章", self._rows(), "签章", parent)
        self.say(_MEANT)

    def take(self) -> None:
        """Seal the round."""
        if self._key and not self.passphrase.text():
            raise UserError("还没有输入口令。", "请输入设置密钥时的口令。")
        typed = self.passphrase.text() or None
        self._session.attempt(seals.seal, self._assessment.id, datetime.now(UTC), typed)
        self.sealed.emit()

    @property
    def _key(self) -> str:
        person = self._preview.person
        return (person.public_key or "") if person else ""

    def _rows(self) -> list[Row]:
        head, found = self._assessment, self._preview
        park = self._session.ask(parks.get, head.park_id)
        counts = "，".join(
            text.format(found.counts[name]) for name, text in _COUNTED.items() if found.counts[name]
        )
        rows: list[Row] = [
            ("评估", _text(f"{park.name if park else ''} {head.year} 年{wording.name(head.kind)}".strip())),
            ("内容", _text(counts)),
            ("校验和", _text(forms.grouped(found.checksum))),
            ("签章人", _text(described(found.person) if found.person else self._session.who)),
        ]
        for before in found.standing:
            rows.append(("已有签章", _text(f"{wording_seal.signer(before)} {wording_seal.when(before)}")))
        if self._key:
            rows.append(("密钥指纹", _text(forms.grouped(forms.fingerprint(self._key)))))
            rows.append(("口令", self.passphrase))
        else:
            rows.append(("密钥", _text("没有密钥，签章不带签名；可先在“人员”页设置密钥。")))
        return rows


def offer(session: Session, assessment: Assessment, parent: QWidget | None = None) -> SignDialog | None:
    """The dialog, opened; None where the round cannot be sealed by this person, which is said inline."""
    who = session.who
    preview = session.ask(lambda store: seals.preview(store, who, assessment.id))
    if preview is None:
        return None
    dialog = SignDialog(session, assessment, preview, parent)
    dialog.open()
    return dialog


def _text(said: str) -> QLabel:
    label = QLabel(said, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
