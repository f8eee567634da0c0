"""An evaluation as one HTML file for people who do not work at a terminal; nothing in it is loaded from elsewhere."""

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from assistant.evaluation.changes import Change
from index.errors import CannotWrite

_TEXTS = {
    "zh": {
        "lang": "zh-CN",
        "heading": "评测结果",
        "right": "正确",
        "wrong": "错误",
        "refused": "拒答",
        "share": "正确率",
        "sourced": "正确且出处对",
        "questions": "题数",
        "question": "问题",
        "wrong_headlines": "错误数字",
        "refused_answerable": "有答案却拒答",
        "verbatim": "引文与原文逐字一致",
        "latency": "95% 的问题在此时间内答出",
        "by_kind": "按题型",
        "by_style": "按问法",
        "by_lang": "按语言",
        "by_confidence": "按把握程度（只计作答的题）",
        "kind": "题型",
        "style": "问法",
        "lang_column": "语言",
        "confidence": "把握",
        "kind_figure": "单个数字",
        "kind_figures": "多个数字",
        "kind_who_what": "谁 / 什么",
        "kind_list": "列举",
        "kind_how_why": "怎么做 / 为什么",
        "kind_section": "某方面的工作",
        "kind_yesno": "是否",
        "kind_followup": "追问",
        "kind_compare_years": "年份比较",
        "kind_compare_provinces": "地区比较",
        "kind_unanswerable": "报告中没有答案",
        "style_direct": "报告原话",
        "style_paraphrase": "换个说法",
        "style_colloquial": "口语、关键词",
        "style_near": "似是而非",
        "style_ood": "与报告无关",
        "style_inject": "诱导违规",
        "style_trad": "繁体",
        "style_followup": "追问",
        "lang_zh": "中文",
        "lang_en": "英文",
        "confidence_high": "高",
        "confidence_medium": "中",
        "confidence_low": "低",
        "retrieval": "检索：依据所在的名次",
        "sentences": "句子",
        "passages": "段落",
        "changed": "与上次相比",
        "unchanged": "没有变化。",
        "before": "上次",
        "after": "这次",
        "failures": "未答对的题",
        "no_failures": "全部答对。",
        "history": "前面的提问",
        "expected": "应答",
        "expect_refusal": "应拒答：报告没有给出答案",
        "answered": "实答",
        "no_answer": "（拒答）",
        "unsupported": "没有依据的词",
        "evidence": "引用的原文",
    },
    "en": {
        "lang": "en",
        "heading": "Evaluation",
        "right": "right",
        "wrong": "wrong",
        "refused": "refused",
        "share": "share right",
        "sourced": "right and rightly sourced",
        "questions": "questions",
        "question": "Question",
        "wrong_headlines": "wrong figures",
        "refused_answerable": "refused though answerable",
        "verbatim": "quotes verbatim",
        "latency": "95% answered within",
        "by_kind": "By kind",
        "by_style": "By style",
        "by_lang": "By language",
        "by_confidence": "By confidence (answered questions only)",
        "kind": "kind",
        "style": "style",
        "lang_column": "language",
        "confidence": "confidence",
        "retrieval": "Retrieval: the place of the evidence",
        "sentences": "sentences",
        "passages": "passages",
        "changed": "Compared with the run before",
        "unchanged": "No change.",
        "before": "before",
        "after": "now",
        "failures": "Questions not answered rightly",
        "no_failures": "All were answered rightly.",
        "history": "asked before",
        "expected": "expected",
        "expect_refusal": "a refusal: the reports do not say",
        "answered": "answered",
        "no_answer": "(refused)",
        "unsupported": "words without support",
        "evidence": "quoted",
    },
}


def render(fields: Mapping[str, Any], language: str, title: str, changed: Sequence[Change] | None = None) -> str:
    """Return the page in "zh" or "en". Everything that comes from reports and questions is escaped."""
    template = resources.files("assistant.evaluation").joinpath("data/evaluation.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(f=fields, t=_TEXTS[language], title=title, changed=changed)


def write_page(path: Path, page: str) -> None:
    """Write the page; raises CannotWrite."""
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
