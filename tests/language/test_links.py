from __future__ import annotations

import pytest

from reviewer.language.links import agreed, correspondence, link_key, links_json
from reviewer.language.parts import problems, suggestions
from reviewer.model.records import Entry, EntryKind
from tests.helpers import report, seed


def pairs(document) -> list[tuple[str, list[str]]]:
    return [
        (problem.number, [answer.suggestion.number for answer in answers])
        for problem, answers in correspondence(document)
    ]


def test_each_problem_of_the_sample_report_finds_its_suggestion() -> None:
    assert pairs(seed()) == [("(一)", ["(一)"]), ("(二)", ["(二)"]), ("(三)", ["(三)", "(一)"])]


@pytest.mark.parametrize(
    ("trouble", "answer"),
    [
        ("二、存在的不足", "三、下一步打算"),
        ("二、主要短板", "三、工作建议"),
        ("二、困难和差距", "三、对策建议"),
        ("二、当前存在的主要问题和不足", "三、今后努力方向"),
        ("二、存在的问题及原因", "三、下步工作措施"),
    ],
)
def test_the_parts_may_be_named_otherwise(trouble: str, answer: str) -> None:
    document = report(
        "关于消防工作的调研报告",
        "一、基本情况",
        "全县消防工作平稳有序，没有发生重大火灾。",
        trouble,
        "（一）宣传不够广泛。居民消防知识缺乏，宣传形式单一。",
        "（二）消防设施老化。老旧小区消火栓损坏较多。",
        answer,
        "（一）更新消防设施。维修老旧小区消火栓，补齐灭火器。",
        "（二）创新宣传形式。广泛普及居民消防知识。",
    )
    assert pairs(document) == [("（一）", ["（二）"]), ("（二）", ["（一）"])]


def test_a_paragraph_may_count_its_problems() -> None:
    document = report(
        "关于养老服务的审议意见",
        "会议认为，养老服务体系不断完善，成效明显。",
        "同时，还存在一些问题：一是服务设施不足，社区养老床位短缺；二是护理人员缺乏，专业培训少；三是资金投入不足。",
        "为此建议：一是加快社区养老设施建设，增加床位；二是加强护理人员培训，稳定队伍；三是加大财政投入。",
    )
    assert [item.title for item in problems(document)] == [
        "服务设施不足，社区养老床位短缺",
        "护理人员缺乏，专业培训少",
        "资金投入不足",
    ]
    assert pairs(document) == [("一是", ["一是"]), ("二是", ["二是"]), ("三是", ["三是"])]


def test_a_part_may_have_several_levels() -> None:
    document = report(
        "关于义务教育的视察报告",
        "一、存在问题",
        "（一）师资方面。",
        "1.教师编制紧缺。乡镇学校缺编严重。",
        "2.教师年龄老化。五十岁以上教师占三成。",
        "（二）设施方面。",
        "1.校舍陈旧。部分教室漏雨。",
        "2.操场不足。三所学校没有操场。",
        "二、意见建议",
        "（一）补充师资。核定教师编制，招聘青年教师。",
        "（二）改善设施。维修校舍，新建操场。",
    )
    assert [item.number for item in problems(document)] == ["（一）", "（二）"]
    assert pairs(document) == [("（一）", ["（一）"]), ("（二）", ["（二）"])]


def test_a_problem_with_nothing_in_common_has_no_answer() -> None:
    document = report(
        "关于环保工作的报告",
        "一、存在的问题",
        "（一）扬尘治理不严。工地围挡残缺。",
        "（二）噪声扰民突出。夜间施工屡禁不止。",
        "二、意见建议",
        "（一）严管工地扬尘。落实围挡。",
    )
    assert pairs(document) == [("（一）", ["（一）"]), ("（二）", [])]


def test_what_people_decided_goes_before_what_was_computed() -> None:
    document = seed()
    found, offered = problems(document), suggestions(document)
    said = [
        Entry(id="a", kind=EntryKind.LINK, key=link_key(found[0], offered[0]), value="removed"),
        Entry(id="b", kind=EntryKind.LINK, key=link_key(found[0], offered[2]), value="linked"),
    ]
    assert [s.number for s in agreed(document, said)[0][1]] == ["(三)"]
    assert [s.number for s in agreed(document, ())[0][1]] == ["(一)"]


def test_the_json_names_problem_answers_score_and_evidence() -> None:
    first = links_json(seed())[0]
    assert first["problem"] == {"number": "(一)", "title": "法治政府建设推进机制还不够完善"}
    (answer,) = first["answers"]
    assert list(answer) == ["number", "title", "score", "evidence"]
    assert 0 < answer["score"] <= 1
    assert answer["evidence"]


def test_problems_may_be_the_clauses_of_a_sentence_and_suggestions_the_parts_that_follow() -> None:
    document = report(
        "关于养老服务体系建设情况的审议意见",
        "市人民政府：",
        "会议指出，养老服务工作还存在一些困难和不足，主要表现在：设施布局不够合理，缺口较大；"
        "护理人员队伍不稳定；医养结合推进缓慢。为此，会议提出如下审议意见：",
        "一、科学规划设施布局。盘活老城区闲置用房。",
        "二、加强护理人员队伍建设。提高护理人员待遇。",
        "三、深入推进医养结合。推动医疗机构与养老机构合作。",
        "请市人民政府认真研究处理。",
    )
    assert [item.title for item in problems(document)][1:] == [
        "护理人员队伍不稳定",
        "医养结合推进缓慢",
    ]
    assert [answers for _, answers in pairs(document)] == [["一、"], ["二、"], ["三、"]]


def test_a_part_may_hold_problems_and_suggestions_side_by_side() -> None:
    document = report(
        "关于优化营商环境情况的视察报告",
        "一、基本情况",
        "全区市场主体稳步增长。",
        "二、存在的问题和建议",
        "（一）存在问题",
        "1.政策落实不到位。惠企政策宣传不够，兑现流程复杂。",
        "2.审批效率有待提高。部门数据不共享。",
        "（二）工作建议",
        "1.打通数据壁垒。推动部门数据共享，提升审批效率。",
        "2.加大惠企政策宣传力度。简化兑现流程。",
    )
    assert pairs(document) == [("1.", ["2."]), ("2.", ["1."])]


def test_the_last_problem_has_the_last_suggestion_where_all_others_go_in_order() -> None:
    lines = (
        "关于全县农村人居环境整治情况的调查",
        "一、主要问题",
        "一是污水治理滞后。生活污水治理率低。",
        "二是管护机制不健全。保洁员工资偏低。",
        "三是参与度不高。干部干、群众看的现象没有改变。",
        "二、几点建议",
        "一要分类推进污水治理。偏远村庄分散处理。",
        "二要健全长效管护机制。提高保洁员工资待遇。",
        "三要发动农户。开展美丽庭院评比。",
    )
    document = report(*lines)
    assert pairs(document) == [("一是", ["一要"]), ("二是", ["二要"]), ("三是", ["三要"])]
    (answer,) = correspondence(document)[2][1]
    assert not answer.evidence
    assert pairs(report(*lines[:-1]))[2] == ("三是", [])


def test_what_was_done_is_no_suggestion() -> None:
    document = report(
        "2024年上半年信访工作情况汇报",
        "一、主要工作措施",
        "（一）坚持领导接访。县级领导每月接访。",
        "（二）坚持源头预防。排查矛盾纠纷。",
        "二、存在困难",
        "1.重复信访占比高。重复信访量占总量的四分之一。",
        "2.基层基础不扎实。乡镇信访干部兼职多。",
        "三、下步措施",
        "1.治理重复信访。依法终结一批。",
        "2.夯实基层基础。每个乡镇配备专职信访干部。",
    )
    assert pairs(document) == [("1.", ["1."]), ("2.", ["2."])]
    assert [item.number for item in suggestions(document)] == ["1.", "2."]


def test_problems_may_be_announced_in_several_parts() -> None:
    document = report(
        "关于预算执行情况的审计工作报告",
        "一、财政管理审计情况",
        "审计发现的主要问题：",
        "一是预算编制不细化。年中才分配到项目。",
        "二是资金拨付不及时。专项资金滞留。",
        "二、部门预算执行审计情况",
        "执行总体较好。发现的主要问题：",
        "（一）预算执行率偏低。多个项目进度慢。",
        "（二）政府采购不规范。没有编制采购预算。",
        "三、审计建议",
        "（一）细化预算编制。提高预算执行率。",
        "（二）规范政府采购。严格编制采购预算。",
    )
    assert [item.number for item in problems(document)] == ["一是", "二是", "（一）", "（二）"]
    assert dict(pairs(document))["（二）"] == ["（二）"]


def test_a_reply_about_a_problem_names_none() -> None:
    document = report(
        "市教育局对第87号建议的答复",
        "一、关于“家校社协同育人”的问题。一是办好家长学校。二是开通热线。三是建立转介机制。",
        "二、关于“建好辅导室”的问题。已建成标准化辅导室286个，建成率90.8%。",
    )
    assert not problems(document)


def test_traditional_characters_are_read_and_stay_as_they_are_written() -> None:
    document = report(
        "關於全市消防安全工作情況的視察報告",
        "一、存在的問題",
        "（一）消防設施維護不到位。部分老舊小區消火栓無水。",
        "（二）宣傳教育不夠深入。群眾消防意識淡薄。",
        "二、意見建議",
        "（一）深化消防宣傳教育。開展消防知識進學校活動，提高群眾消防意識。",
        "（二）加強消防設施維護。對老舊小區消火栓進行全面排查。",
    )
    assert pairs(document) == [("（一）", ["（二）"]), ("（二）", ["（一）"])]
    assert problems(document)[0].title == "消防設施維護不到位"
