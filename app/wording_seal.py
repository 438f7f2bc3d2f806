"""How a seal is told: who, when, with which checksum and signature, and what is wrong with which entry of it."""

from __future__ import annotations

from app import wording, wording_history
from app.core import seal as forms
from app.core.seal import Holding, Seal, SealShown

_HOLDING = {
    Holding.SIGNED: "签名有效",
    Holding.UNSIGNED: "未用密钥签名",
    Holding.BROKEN: "与签章时不符，请核对",
}
_ENTRIES = {
    "head": "评估信息",
    "result": "评级结果",
    "confirmation": "确认情况",
    "standard": "标准包",
    "answer": "作答",
    "finding": "存在问题",
    "evidence": "佐证",
    "assignment": "分工",
    "judgement": "专家意见",
    "opinion": "审核意见",
}
_FAULTS = {
    "changed": "与签章时不同",
    "missing": "签章时有，现在没有",
    "added": "签章时没有，现在多出",
    "file_missing": "佐证文件不见了",
    "file_changed": "佐证文件的内容被改动过",
    "unreadable": "签章的明细无法读取",
    "checksum": "签章的校验和与明细不符",
    "signature": "签名无效，签章被改动过或不是本人所签",
    "key": "签名所用的密钥不是签章人登记过的",
    "gone": "修订记录中有这枚签章，现在不见了",
    "round_gone": "签章所属的评估不见了",
}


def signer(seal: Seal) -> str:
    """Who signed, with role and unit: 张三（专家，示例研究院）."""
    said = filter(None, (wording.name(seal.role) if seal.role else "", seal.unit))
    beside = "，".join(said)
    return f"{seal.signer}（{beside}）" if beside else seal.signer


def when(seal: Seal) -> str:
    """When it was set, by the clock on this wall."""
    return wording_history.moment(seal.sealed_at)


def checksum(seal: Seal) -> str:
    """As much of the checksum as people compare."""
    return forms.grouped(seal.checksum)


def holding(shown: SealShown) -> str:
    """Whether it holds, in two or three words."""
    return _HOLDING[shown.holding]


def line(shown: SealShown) -> str:
    """The whole seal in one line, for a banner."""
    seal = shown.seal
    return f"已签章：{signer(seal)} {when(seal)} 校验和 {checksum(seal)} {holding(shown)}"


def on_paper(shown: SealShown) -> str:
    """The whole seal in a sentence, with all of its checksum, so that paper and store can be held side by side."""
    seal = shown.seal
    key = f"密钥指纹{forms.grouped(forms.fingerprint(seal.public_key))}，" if seal.public_key else ""
    digits = " ".join(seal.checksum[at : at + 8] for at in range(0, len(seal.checksum), 8))
    at = wording_history.local(seal.sealed_at)
    moment = f"{wording.official_day(at)}{at.hour}时{at.minute:02d}分" if at else seal.sealed_at
    return f"{signer(seal)}于{moment}签章，{key}{holding(shown)}，校验和为{digits}。"


def opened(seal: Seal) -> str:
    """When, by whom and why a seal was opened; empty while it stands."""
    if seal.opened_at is None:
        return ""
    return f"{wording_history.moment(seal.opened_at)} 由{seal.opened_by}启封：{seal.opened_reason}"


def entry(name: str, called: str = "") -> str:
    """What an entry of a seal is called.

    >>> entry("answer/item/G01"), entry("evidence/1a2b@item/G01", "批复.pdf"), entry("head")
    ('评分项 G01 的作答', '评分项 G01 的佐证“批复.pdf”', '评估信息')
    >>> entry("judgement/p1/veto/V1", "张三"), entry("assignment/p1/S2", "张三"), entry("standard/c", "试行表")
    ('张三对否决情形 V1 的专家意见', '张三的分工 S2', '标准包“试行表”')
    """
    kind, _, rest = name.partition("/")
    word = _ENTRIES.get(kind, kind)
    match kind:
        case "answer" | "finding" | "opinion":
            return f"{wording_history.subject(rest)} 的{word}"
        case "evidence":
            return f"{wording_history.subject(rest.partition('@')[2])} 的{word}{_quoted(called)}"
        case "judgement":
            return f"{called or '专家'}对{wording_history.subject(rest.partition('/')[2])} 的{word}"
        case "assignment":
            return f"{called or '专家'}的{word} {rest.partition('/')[2]}"
        case "standard":
            return f"{word}{_quoted(called)}"
        case _:
            return word


def fault(what: str) -> str:
    """What is wrong with an entry, a file or a seal."""
    return _FAULTS.get(what, what)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""
