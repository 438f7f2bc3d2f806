"""The words of an edition's files as they are called in its workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "edition": "标准包",
    "section": "方面",
    "item": "评分项",
    "band": "等级",
    "veto": "否决情形",
    "ten_two": "判定规则",
    "line": "条目",
    "checkpoint": "检查点",
    "target": "目标",
    "task": "任务",
    "link": "关联",
}
_KEYS: Mapping[str, str] = {
    "at_least": "起点",
    "below": "上限",
    "points": "分值",
    "percent": "百分比",
    "floor": "底分",
    "limit": "最多扣",
    "most": "最多计几个",
    "says": "各档说明",
    "id": "编号",
    "title": "名称",
    "version": "版本",
    "basic_percent": "基本完成比例",
    "needed_for": "约束的等级",
    "kind": "类别",
    "text": "内容",
    "status": "核对状态",
    "ten_two": "十有两禁标准包",
    "section": "方面",
    "line": "所属条",
    "cap": "最高评",
    "scoring": "计分方式",
}


def plain(sentence: str) -> str:
    """A sentence about an edition's files, said of its workbook.

    >>> plain("没有 id 为“S9”的 [[section]]")
    '没有编号为“S9”的方面'
    >>> plain("补上 below = 70。"), plain("按 points 从小到大排列，不要重复。")
    ('补上上限 = 70。', '按分值从小到大排列，不要重复。')
    """
    sentence = sentence.replace("，写法见标准包格式说明", "")
    sentence = re.sub(r" ?\[\[?(\w+)\]\]? ?", lambda found: TABLES.get(found[1], found[1]), sentence)
    return re.sub(
        r" ?(?<![A-Za-z0-9“._-])([a-z][a-z_]*)(?![A-Za-z0-9”._-])( ?=)? ?",
        lambda found: f"{_KEYS[found[1]]}{' = ' if found[2] else ''}" if found[1] in _KEYS else found[0],
        sentence,
    )
