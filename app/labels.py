"""What every field on file is called, for forms, tables, papers and the names of actions."""

from __future__ import annotations

from app.core.dossier import Assessment, Remark
from app.core.evidence import Evidence
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure
from app.core.rights import Person

KINDS: dict[type, str] = {
    Park: "园区",
    Zone: "片区",
    Enterprise: "企业",
    Settlement: "居民点",
    Measure: "整改措施",
    Evidence: "佐证",
    Person: "人员",
}

FIELDS: dict[type, dict[str, str]] = {
    Park: {
        "name": "园区名称",
        "code": "园区编码",
        "province": "省（自治区、直辖市）",
        "city": "市（州、盟）",
        "county": "县（市、区、旗）",
        "region_code": "行政区划代码",
        "address": "地址",
        "recognition_status": "认定状态",
        "recognition_number": "认定文号",
        "recognition_date": "认定日期",
        "recognition_batch": "认定批次",
        "body": "管理机构",
        "body_level": "管理机构级别",
        "safety_body": "安全监管机构",
        "head": "主要负责人",
        "head_phone": "负责人电话",
        "safety_head": "分管安全负责人",
        "safety_head_phone": "分管负责人电话",
        "contact": "经办人",
        "contact_phone": "经办人电话",
        "planned_area": "规划面积",
        "built_area": "建成面积",
        "longitude": "中心经度",
        "latitude": "中心纬度",
        "leading_industries": "主导产业",
        "key_processes": "重点监管危险化工工艺（种）",
        "key_chemicals": "重点监管危险化学品（种）",
        "hazards_1": "一级重大危险源（处）",
        "hazards_2": "二级重大危险源（处）",
        "hazards_3": "三级重大危险源（处）",
        "hazards_4": "四级重大危险源（处）",
        "note": "备注",
    },
    Zone: {
        "position": "序号",
        "name": "片区名称",
        "east": "东至",
        "west": "西至",
        "south": "南至",
        "north": "北至",
        "area": "面积",
        "corners": "拐点坐标（CGCS2000）",
    },
    Enterprise: {
        "name": "企业名称",
        "credit_code": "统一社会信用代码",
        "zone_id": "所属片区",
        "kind": "类型",
        "state": "状态",
        "staff": "从业人数",
        "area": "厂区面积",
        "labour_intensive": "劳动密集型",
        "hazard_major": "构成重大危险源",
        "key_process": "涉及重点监管危险化工工艺",
        "key_chemical": "涉及重点监管危险化学品",
        "processes": "高危工艺及自动化改造",
        "note": "备注",
    },
    Settlement: {
        "name": "居民点名称",
        "households": "户数",
        "people": "人数",
        "place": "位置",
        "plan": "搬迁计划",
        "progress": "搬迁进度",
        "due": "完成时限",
    },
    Measure: {
        "position": "序号",
        "subject": "项目/条款",
        "finding": "存在问题",
        "lost": "失分",
        "action": "整改措施",
        "goal": "整改目标",
        "unit": "责任单位",
        "person": "责任人",
        "supporting_unit": "配合单位",
        "funds": "资金",
        "fund_source": "资金来源",
        "start": "开始时间",
        "due": "完成时限",
        "state": "状态",
        "progress": "进展",
        "returned_reason": "退回原因",
        "conclusion": "验收结论",
        "verifier": "验收人",
        "verified_on": "验收日期",
        "evidence": "佐证材料",
    },
    Assessment: {"assessed_on": "评估日期", "team": "评估组成员", "note": "备注"},
    Evidence: {
        "name": "文件名",
        "kind": "类别",
        "issued_on": "出具日期",
        "expires_on": "有效期至",
        "note": "说明",
        "size": "大小",
        "added_by": "加入人",
        "added_at": "加入时间",
    },
    Person: {"name": "姓名", "role": "角色", "unit": "单位", "active": "在用"},
    Remark: {"finding": "存在问题", "evidence": "核查佐证", "checked_on": "核查日期"},
}

UNITS: dict[tuple[type, str], str] = {
    (Park, "planned_area"): "km²",
    (Park, "built_area"): "km²",
    (Park, "longitude"): "°",
    (Park, "latitude"): "°",
    (Zone, "area"): "km²",
    (Enterprise, "area"): "公顷",
    (Enterprise, "staff"): "人",
    (Settlement, "households"): "户",
    (Settlement, "people"): "人",
    (Measure, "funds"): "万元",
    (Measure, "lost"): "分",
}


def field(kind: type, name: str) -> str:
    """The Chinese name of a field."""
    return FIELDS[kind][name]
