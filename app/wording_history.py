"""How the history is told: what records, fields, values and faults of the chain are called."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum

from app import labels, wording
from app.core.answers import CheckState, VetoState
from app.core.dossier import Assessment, AssessmentState, OpinionState, Remark
from app.core.evidence import Evidence, EvidenceKind
from app.core.park import Enterprise, Park, Recognition, Settlement, Zone
from app.core.plan import Measure, MeasureState
from app.core.rights import Person, Role
from app.core.rollup import Kind

_RECORDS: dict[str, str] = {
    "park": "园区",
    "zone": "片区",
    "enterprise": "企业",
    "settlement": "居民点",
    "grade_record": "等级登记",
    "edition": "标准包",
    "assessment": "评估",
    "answer": "作答",
    "measure": "整改措施",
    "person": "人员",
    "setting": "设置",
    "assignment": "分工",
    "judgement": "专家意见",
    "opinion": "审核意见",
    "seal": "签章",
    "evidence": "佐证",
    "evidence_link": "佐证引用",
    "scenario": "推演方案",
    "estimate": "投入估算",
    "keyed": "录入",
}
_UNTOLD = {"id", "park_id", "assessment_id", "content", "result", "added_at", "archived", "entries"}
"""Columns that only tie records together or keep them; what they say is said elsewhere."""
_SUBJECTS = {
    "item": "评分项",
    "gate": "前置条件",
    "veto": "否决情形",
    "check": "检查点",
    "section": "方面",
    "line": "项",
}
_KINDS: dict[str, type] = {
    "park": Park,
    "zone": Zone,
    "enterprise": Enterprise,
    "settlement": Settlement,
    "measure": Measure,
    "evidence": Evidence,
    "person": Person,
}
_FIELDS: dict[str, dict[str, str]] = {
    "assessment": {
        "kind": "类型",
        "year": "年度",
        "state": "状态",
        **labels.FIELDS[Assessment],
        "submitted_on": "提交日期",
        "confirmed_on": "确认日期",
        "based_on": "对照的评估",
        "leader_id": "组长",
        "grade": "等级",
        "score": "得分（精确）",
        "reaches_top": "达到 D 级",
        "result": "结果摘要",
        "edition_checksum": "标准包校验和",
        "ten_two_checksum": "十有两禁标准包校验和",
        "valid_until": "有效期至",
    },
    "answer": {
        "subject": "项目",
        "value": "答案",
        **labels.FIELDS[Remark],
        "na_reason": "不适用理由",
        "pending": "待确认",
    },
    "grade_record": {"grade": "等级", "decided_on": "日期", "document": "文件", "kind": "类型"},
    "edition": {"title": "名称", "version": "版本", "checksum": "校验和", "edition_id": "编号"},
    "setting": {"key": "设置项", "value": "值"},
    "assignment": {"person_id": "专家", "section_id": "方面"},
    "judgement": {"person_id": "专家", "subject": "项目", "value": "答案", "finding": "存在问题"},
    "opinion": {"subject": "项目", "state": "意见", "reason": "理由", "who": "审核人", "given_on": "日期"},
    "seal": {
        "signer": "签章人",
        "role": "角色",
        "unit": "单位",
        "checksum": "校验和",
        "public_key": "公钥",
        "signature": "签名",
        "sealed_at": "签章时间",
        "opened_at": "启封时间",
        "opened_by": "启封人",
        "opened_reason": "启封原因",
    },
    "evidence_link": {"evidence_id": "佐证", "measure_id": "整改措施", "subject": "项目", "role": "位置"},
    "scenario": {"name": "名称", "changes": "改动", "note": "备注"},
    "estimate": {"subject": "项目", "value": "估算"},
    "keyed": {"subject": "项目", "first": "第一遍", "second": "第二遍"},
    "evidence": {"media": "格式", "sha256": "内容校验和"},
    "person": {"public_key": "公钥"},
}
_NAMED: dict[tuple[str, str], type[StrEnum]] = {
    ("park", "recognition_status"): Recognition,
    ("assessment", "kind"): Kind,
    ("assessment", "state"): AssessmentState,
    ("measure", "state"): MeasureState,
    ("grade_record", "kind"): Kind,
    ("opinion", "state"): OpinionState,
    ("evidence", "kind"): EvidenceKind,
    ("person", "role"): Role,
    ("seal", "role"): Role,
}
_MOMENTS = {("seal", "sealed_at"), ("seal", "opened_at"), ("evidence", "added_at")}
_FAULTS: dict[str, str] = {
    "file": "数据文件内部结构有误",
    "gap": "缺少这一号修订记录",
    "hash": "这一号修订记录的内容被改动过",
    "link": "这一号修订记录与前一号不衔接",
    "top": "这一号修订记录的撤销位置有误",
    "changes": "这一号修订记录的内容无法读取",
    "before": "这一号修订记录的修改前内容与实际不符",
    "stray": "有一条记录不是由任何修订产生的",
    "missing": "有一条记录不见了",
    "value": "有一条记录的内容与修订记录不符",
}


def record(table: str) -> str:
    """What a table's record is called."""
    return _RECORDS.get(table, table)


def told(column: str) -> bool:
    """Whether a column says anything to a person."""
    return column not in _UNTOLD


def field(table: str, column: str) -> str:
    """What a column is called."""
    written = labels.FIELDS[_KINDS[table]] if table in _KINDS else {}
    return {**written, **_FIELDS.get(table, {})}.get(column, column)


def value(table: str, column: str, raw: str | int | bool | None) -> str:
    """What a stored value says to a person.

    >>> value("answer", "value", '{"level": 2}'), value("answer", "value", "null"), value("park", "note", None)
    ('第 3 档', '未作答', '（空）')
    """
    if raw is None or raw == "":
        return "（空）"
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if table in {"answer", "judgement"} and column == "value":
        return _answer(str(raw))
    if column == "subject":
        return subject(str(raw))
    if (table, column) in _MOMENTS:
        return moment(str(raw))
    if column == "processes":
        return _processes(str(raw))
    named = _NAMED.get((table, column))
    if named and raw in set(named):
        return wording.name(named(raw))
    return str(raw)


def moment(at: str) -> str:
    """A moment (UTC, ISO) by the clock on this wall, to the minute; as it stands where it is none."""
    known = local(at)
    return at if known is None else f"{known:%Y-%m-%d %H:%M}"


def local(at: str) -> datetime | None:
    """A moment (UTC, ISO) by the clock on this wall; None for a text that is none."""
    try:
        known = datetime.fromisoformat(at)
    except ValueError:
        return None
    return known.replace(tzinfo=known.tzinfo or UTC).astimezone()


def subject(key: str) -> str:
    """What an answer or a measure is about.

    >>> subject("item/G10"), subject("veto/V1")
    ('评分项 G10', '否决情形 V1')
    """
    kind, _, name = key.partition("/")
    return f"{_SUBJECTS[kind]} {name}" if kind in _SUBJECTS else key


def fault(what: str) -> str:
    """What is wrong with an entry of the chain."""
    return _FAULTS.get(what, what)


def _processes(raw: str) -> str:
    """As an enterprise keeps them: pairs of a hazardous process and how far its automation is."""
    return "、".join("：".join(map(str, each.values())) for each in json.loads(raw)) or "（空）"


def _answer(raw: str) -> str:  # noqa: PLR0911  one sentence per kind of answer
    match json.loads(raw):
        case None:
            return "未作答"
        case {"level": int(level)}:
            return f"第 {level + 1} 档"
        case {"counts": dict(counts)}:
            return "；".join(f"{key}：{count}" for key, count in counts.items()) or "均为 0"
        case {"share": str(share)}:
            return f"比例 {share}"
        case {"not_applicable": str(reason)}:
            return f"不适用：{reason}"
        case {"met": bool(met)}:
            return "满足" if met else "不满足"
        case {"check": str(state), "reason": str(reason)}:
            return _with(wording.name(CheckState(state)), reason)
        case {"veto": str(state), "reason": str(reason)}:
            return _with(wording.name(VetoState(state)), reason)
        case _:
            return raw


def _with(text: str, reason: str) -> str:
    return f"{text}：{reason}" if reason else text
