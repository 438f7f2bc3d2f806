"""为什么: the reasons in order, each leading to its place, and what one item would change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from app import wording, wording_verdict
from app.core.reasons import Step
from tests.ui import assessment_stage as stage
from ui.dialogs import why

ENTER = Qt.Key.Key_Return


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "guide") as desk:
        for at in range(34):
            desk.press(Qt.Key(Qt.Key.Key_1.value + (2 if at else 0)), ENTER)
        desk.sheet.go("veto/V2")
        desk.press(Qt.Key.Key_2)
        desk.type("两个片区不在范围内")
        desk.press(ENTER, Qt.Key.Key_W)
        desk.bot.waitUntil(lambda: desk.sheet._reasons is not None and desk.sheet._reasons.isVisible())
        yield desk
        desk.sheet._reasons.close()


@pytest.fixture
def dialog(desk):
    return desk.sheet._reasons


def test_w_shows_every_reason_in_order_and_in_words(desk, dialog):
    found = desk.sheet.dossier.verdict
    text = dialog.reasons.toPlainText()
    sentences = [wording_verdict.reason(reason, found.standard) for reason in found.reasons]
    places = [text.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    heads = [text.index(f"{wording.name(step)}\n") for step in Step]
    assert heads == sorted(heads)
    assert "两个片区不在范围内" in text


def test_the_window_can_be_used_while_the_reasons_are_open(dialog):
    assert not dialog.isModal()


@pytest.mark.parametrize(
    ("link", "subject"),
    [
        ("item/G01", "item/G01"),
        ("branch/S2", "item/G05"),
        ("veto/V2", "veto/V2"),
        ("line/F19", "check/F19-1"),
    ],
)
def test_a_reason_leads_to_its_place(desk, dialog, link, subject):
    desk.sheet.go("item/G30")
    dialog.reasons.anchorClicked.emit(QUrl(f"jump:{link}"))
    assert desk.sheet.subject == subject
    assert not dialog.isVisible()


def test_a_line_of_ten_two_leads_to_its_own_page(desk, dialog):
    dialog.reasons.anchorClicked.emit(QUrl("jump:line/Y03"))
    assert desk.window.key == "ten_two"


def test_every_reason_that_speaks_of_one_place_is_a_link(desk, dialog):
    found = desk.sheet.dossier.verdict
    linked = [why.target(reason, found.standard) for reason in found.reasons if reason.subject]
    html = dialog.reasons.toHtml()
    assert all(f'href="jump:{place}"' in html for place in linked)


def test_what_one_item_would_change_is_sorted_by_gain_and_leads_there(desk, dialog):
    dialog.tabs.setCurrentIndex(1)
    shown = dialog.effects.model.shown
    found = desk.sheet.dossier.verdict
    gains = [effect.gain(found) for effect in shown]
    assert gains == sorted(gains, reverse=True)
    assert shown[0].item.id == "G01"
    dialog.effects.opened.emit(shown[0])
    assert desk.sheet.subject == "item/G01"


def test_all_of_it_can_be_copied_with_the_edition(dialog):
    dialog._copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("A 高安全风险")
    assert "第 1 项" in copied
    assert "校验和" in copied


def test_the_reasons_follow_an_answer_given_while_they_are_open(desk, dialog):
    assert "第 1 项" in dialog.reasons.toPlainText()
    desk.sheet.answer("item/G01", desk.sheet.dossier.answers.items["G02"])
    assert "第 1 项“" not in dialog.reasons.toPlainText()


def test_the_same_key_closes_the_reasons(desk, dialog, qtbot):
    dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: not dialog.isVisible())
