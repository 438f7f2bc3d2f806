"""The program tries itself: a store, answers, undo, a chart and a paper, each once, in a temporary folder."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app import wording_verdict
from app.core import advice, seal
from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.core.rollup import Kind
from app.errors import UserError
from app.files import keys
from app.services import answering, assessments, dossiers, history, papers, parks, plans, standards, stores
from app.services.papers import Paper
from app.services.stores import Store

_WHO = "自检"
_RARE = "示例𬭩厂䓖堃园区 Rare-1"
"""Characters that common faces lack: they show whether the open faces step in."""


def run(today: date) -> Iterator[str]:
    """Try every part; says each thing as it is done. UserError where one does not do what it should."""
    yield f"Python {sys.version.split()[0]}，{sys.platform}{'，打包版' if getattr(sys, 'frozen', False) else ''}"
    where = tempfile.TemporaryDirectory(prefix="parkgrade-", ignore_cleanup_errors=True)
    with where as folder, stores.open_store(Path(folder) / "test.sqlite", _WHO) as store:
        yield f"标准包：{'、'.join(standards.shipped())}"
        dossier = _assess(store, today)
        yield f"作答：{len(dossier.answers.items)} 项，{wording_verdict.grade_of(dossier.verdict)}"
        yield f"签章：密钥 {_sign(Path(folder))}，签名和核对均正常"
        yield f"修订记录：{_undo(store)} 条，撤销、重做和核对均正常"
        yield f"画图：{'、'.join(_draw(dossier, Path(folder)))}"
        yield from _print(store, dossier, Path(folder))
    yield "自检通过。"


def _assess(store: Store, today: date) -> Dossier:
    """A park with one round: every item but one at its best, the last lost, a measure for it."""
    park = Park(id=stores.new_id(), name=_RARE)
    parks.add(store, _WHO, park)
    head = assessments.fresh(park.id, Kind.SELF, today.year, today)
    assessments.begin(store, _WHO, head)
    *won, last = standards.find("guide-2023-trial").standard.items
    given = {f"item/{item.id}": advice.best(item) for item in won}
    answering.answer_all(store, _WHO, head.id, {**given, f"item/{last.id}": advice.worst(last)})
    plans.adopt(store, _WHO, plans.proposed(store, head.id, today))
    dossier = dossiers.gather(store, head.id, today)
    lost = [score.item.id for score in dossier.verdict.low.card.items if score.lost]
    _must(lost == [last.id] and not dossier.verdict.provisional, "评级结果与答案不符")
    return dossier


def _undo(store: Store) -> int:
    """Undo and redo the last action and verify the chain; returns its length."""
    before = history.undoable(store)
    history.undo(store, _WHO)
    history.redo(store, _WHO)
    _must(history.undoable(store) == before, "撤销后重做，结果与原来不同")
    _must(not history.verify(store), "修订记录与数据不一致")
    return history.entries(store, limit=1)[0].seq


def _sign(folder: Path) -> str:
    """Make a key, sign with it and check the signature; returns the key's fingerprint."""
    public_key = keys.make(folder, "self-test", _WHO * 4)
    message = _RARE.encode()
    signature = keys.sign(keys.path_of(folder, "self-test", public_key), public_key, _WHO * 4, message)
    _must(keys.verify(public_key, signature, message), "签名核对不符")
    return seal.grouped(seal.fingerprint(public_key))


def _draw(dossier: Dossier, folder: Path) -> Iterator[str]:
    for chart in papers.park_charts(dossier):
        for path in papers.write_chart(chart, folder):
            _must(path.stat().st_size > 0, f"{path.name} 是空的")
        yield chart.name


def _print(store: Store, dossier: Dossier, folder: Path) -> Iterator[str]:
    head: Assessment = dossier.assessment
    for paper in Paper:
        path = folder / papers.file_name(paper, dossier.park, head)
        written = papers.write(store, paper, head.id, path, dossier.today)
        yield f"{papers.TITLES[paper]}：{written.pages} 页，字体 {'、'.join(written.fonts)}"
        if written.missing:
            yield f"  没有字形的字：{'、'.join(written.missing)}"


def _must(so: bool, otherwise: str) -> None:
    if not so:
        raise UserError(
            f"自检没有通过：{otherwise}。", "请重新安装程序；仍不通过，请把这行文字发给维护人员。"
        )
