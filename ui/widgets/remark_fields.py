"""What is written beside an answer, the same beside every question: finding, evidence, and the day."""

from __future__ import annotations

from ui.widgets.field import Field

FIELDS = (
    Field("finding", "存在问题（F）", "long", hint="写明不符合的具体情形，整治方案由此生成"),
    Field("evidence", "核查佐证（E）", "long", hint="看到了什么：文件名称和文号、现场位置、照片编号"),
    Field("checked_on", "核查日期", "date"),
)
