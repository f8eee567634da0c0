"""What the command line prints for people, in the locale's language."""

import sys
from collections.abc import Sequence
from typing import Any

from assistant.baseline import Change
from assistant.guard import Lost
from assistant.messages import explain_warning, locale_language
from assistant.types import Answer, Status
from index.snapshot import Built, Entry, Progress

_TEXTS = {
    "zh": {
        "about": "对中文工作报告提问，答案附原文出处",
        "help_index": "读取报告文件或文件夹，发布新的索引（新增或更新）",
        "help_rebuild": "用已编入的报告重新建立索引",
        "help_correct": "更正报告的标题、年份、地区或成文日期；重建后仍然有效",
        "help_rollback": "退回上一个索引",
        "help_keep_versions": "同一报告的新版本不取代旧版本，两份都保留",
        "help_check": "发布前用这个题集核对：原来答对的题若变化则不发布",
        "help_force": "即使原来答对的题有变化也发布",
        "help_title": "报告标题",
        "help_year": "报告年份",
        "help_region": "地区或单位",
        "help_issued": "成文日期",
        "correct_usage": "assistant correct：请给出 --title、--year（四位年份）、--region 或 --issued（YYYY-MM-DD）",
        "corrected": "已更正：{title}，年份 {year}，地区 {region}",
        "several_reports": "有多份报告符合“{name}”：请改用 assistant reports 列出的编号",
        "rolled_back": "已退回索引 {snapshot}：共 {reports} 份报告",
        "interrupted": "已中断；原有索引未改动",
        "replaced": "      取代旧版本：{title}（{file}）",
        "checking": "核对题集……",
        "lost": "未发布：有 {count} 道原来答对的题将变化。确认无误后可加 --force 发布。原有索引未改动。",
        "lost_line": "  {question}\n      原来：{before}\n      现在：{after}",
        "no_answer": "（没有答案）",
        "help_figures": "列出报告中的数字，可按词、年份、单位筛选和导出",
        "help_words": "指标或原句中的词",
        "help_unit": "单位",
        "help_export": "导出为 Excel 或 CSV 文件",
        "not_written": "无法写入 {path}（{detail}）",
        "exported": "已导出 {count} 个数字到 {path}",
        "help_ask": "提一个问题，或用 --batch 提一批",
        "help_evaluate": "用题集评测答案",
        "help_reports": "列出已编入的报告",
        "help_remove": "移除报告",
        "help_serve": "启动网页",
        "help_data": "数据目录（默认 ASSISTANT_DATA，否则为当前目录下的 data）",
        "help_fresh": "不保留原有报告，重新建立",
        "help_batch": "每行一个 JSON 问题的文件",
        "help_filter": "只在标题、文件名、年份或地区含有这些词的报告中查找",
        "help_compare": "与此前用 --json 保存的结果逐题对比",
        "help_report": "另存为网页",
        "help_min": "正确率低于此值（0 到 1）时以状态 1 退出",
        "help_remove_name": "标题、文件名或编号开头",
        "help_host": "监听地址",
        "help_embedder": "向量模型的名称或文件夹",
        "help_json": "以 JSON 输出",
        "ask_usage": "assistant ask：请给出一个问题，或用 --batch 指定文件（二者选一）",
        "no_match": "没有符合“{filter}”的报告：运行 assistant reports 查看已有报告",
        "no_such_report": "没有报告“{name}”：运行 assistant reports 查看已有报告",
        "removed": "已移除 {count} 份，现有 {left} 份报告",
        "below": "正确率 {share} 低于要求的 {minimum}",
        "reading": "[{done}/{total}] 读取 {file}",
        "added": "[{done}/{total}] {title}：{passages} 段，{figures} 个数字{pages}",
        "reused": "[{done}/{total}] {title}：未变动，沿用",
        "in_pages": "，{pages} 页",
        "writing": "写入索引……",
        "built": "已发布索引 {snapshot}：共 {reports} 份报告",
        "source": "出处：{report}{section}{page}",
        "page": "，第 {page} 页",
        "see_also": "相近内容（仅供参考，不是答案）：",
        "confidence": "把握：{word}",
        "high": "高",
        "medium": "中",
        "low": "低",
        "columns": "{name:<16} {questions:>5} {right:>6} {wrong:>6} {refused:>6} {sourced:>6}",
        "header": ("类别", "题数", "正确", "错误", "拒答", "出处对"),
        "verbatim": "引文逐字一致 {verbatim}/{citations}；错误数字 {wrong}；用时 p50 {p50:.1f} 毫秒，p95 {p95:.1f} 毫秒",
        "all": "合计",
        "asking": "[{done}/{total}] 提问",
        "by_confidence": "把握 {word}",
        "retrieval": "依据的名次（{unit}）：前 1 {first:.1%}，前 5 {fifth:.1%}，前 10 {tenth:.1%}，MRR@10 {mrr:.3f}",
        "sentences": "句子",
        "passages": "段落",
        "changes": "与对比结果相比：{better} 题变好，{worse} 题变差，共 {count} 题有变化",
        "right": "正确",
        "wrong": "错误",
        "refused": "拒答",
        "absent": "无此题",
    },
    "en": {
        "about": "ask Chinese work reports; every answer comes with its source",
        "help_index": "read report files or folders and publish a new index (adds and updates)",
        "help_rebuild": "build the index anew from the reports it holds",
        "help_correct": "correct a report's title, year, region or day of issue; it holds after every rebuild",
        "help_rollback": "go back to the index before",
        "help_keep_versions": "keep an older version of a report beside the new one",
        "help_check": "publish only where the answers that were right for this question set stay right",
        "help_force": "publish even where answers that were right change",
        "help_title": "the report's title",
        "help_year": "the report's year",
        "help_region": "region or organisation",
        "help_issued": "day of issue",
        "correct_usage": "assistant correct: give --title, --year (four digits), --region or --issued (YYYY-MM-DD)",
        "corrected": "corrected: {title}, year {year}, region {region}",
        "several_reports": 'several reports match "{name}": use the id that assistant reports shows',
        "rolled_back": "back to index {snapshot}: {reports} reports",
        "interrupted": "interrupted; the index is unchanged",
        "replaced": "      takes the place of {title} ({file})",
        "checking": "asking the question set…",
        "lost": "not published: {count} answers that were right would change. Add --force to publish. The index is unchanged.",
        "lost_line": "  {question}\n      before: {before}\n      now: {after}",
        "no_answer": "(no answer)",
        "help_figures": "list the figures of the reports; filter by words, year, unit, and export them",
        "help_words": "words of the indicator or its sentence",
        "help_unit": "unit",
        "help_export": "write an Excel or CSV file",
        "not_written": "cannot write {path} ({detail})",
        "exported": "{count} figures written to {path}",
        "help_ask": "ask one question, or many with --batch",
        "help_evaluate": "grade the answers against a question set",
        "help_reports": "list the indexed reports",
        "help_remove": "remove reports",
        "help_serve": "start the web app",
        "help_data": "data folder (default: ASSISTANT_DATA, else data/ in the working folder)",
        "help_fresh": "start anew, without the reports indexed before",
        "help_batch": "a file with one JSON question a line",
        "help_filter": "only reports whose title, file, year or region holds these words",
        "help_compare": "say question by question what changed since a run saved with --json",
        "help_report": "write a page for reading in a browser",
        "help_min": "exit with status 1 where the share of right answers (0 to 1) is lower",
        "help_remove_name": "title, file name, or the beginning of its id",
        "help_host": "address to listen on",
        "help_embedder": "name or folder of the embedding model",
        "help_json": "print JSON",
        "ask_usage": "assistant ask: give one question, or a file with --batch (not both)",
        "no_match": 'no report matches "{filter}": assistant reports lists them',
        "no_such_report": 'no report "{name}": assistant reports lists them',
        "removed": "{count} removed, {left} reports left",
        "below": "{share} right is below the {minimum} asked for",
        "reading": "[{done}/{total}] reading {file}",
        "added": "[{done}/{total}] {title}: {passages} passages, {figures} figures{pages}",
        "reused": "[{done}/{total}] {title}: unchanged, kept",
        "in_pages": ", {pages} pages",
        "writing": "writing the index…",
        "built": "index {snapshot} published: {reports} reports",
        "source": "Source: {report}{section}{page}",
        "page": ", page {page}",
        "see_also": "Nearest passages (for reference, not an answer):",
        "confidence": "Confidence: {word}",
        "high": "high",
        "medium": "medium",
        "low": "low",
        "columns": "{name:<16} {questions:>9} {right:>6} {wrong:>6} {refused:>8} {sourced:>8}",
        "header": ("group", "questions", "right", "wrong", "refused", "sourced"),
        "verbatim": "quotes verbatim {verbatim}/{citations}; wrong figures {wrong}; p50 {p50:.1f} ms, p95 {p95:.1f} ms",
        "all": "all",
        "asking": "[{done}/{total}] asking",
        "by_confidence": "sure: {word}",
        "retrieval": "place of the evidence ({unit}): recall@1 {first:.1%}, @5 {fifth:.1%}, @10 {tenth:.1%}, MRR@10 {mrr:.3f}",
        "sentences": "sentences",
        "passages": "passages",
        "changes": "compared with the baseline: {better} better, {worse} worse, {count} changed in all",
        "right": "right",
        "wrong": "wrong",
        "refused": "refused",
        "absent": "absent",
    },
}


def say(key: str, **values: Any) -> str:
    text = _TEXTS[locale_language()][key]
    assert isinstance(text, str)
    return text.format(**values) if values else text


class ConsoleProgress:
    """Shows a build on stderr, one line a file."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    def __call__(self, progress: Progress) -> None:
        if self.quiet:
            return
        place = {"done": progress.done, "total": progress.total}
        if progress.stage == "read":
            if sys.stderr.isatty():
                print(say("reading", file=progress.file, **place), end="\r", file=sys.stderr)
        elif progress.stage in ("added", "reused") and progress.entry:
            entry = progress.entry
            pages = say("in_pages", pages=entry.pages) if entry.pages else ""
            found = {"passages": entry.passages, "figures": entry.figures, "pages": pages}
            words = say(progress.stage, title=entry.title, **found, **place)
            print(words, file=sys.stderr)
            for warning in entry.warnings if progress.stage == "added" else ():
                print(f"      {entry.file}: {explain_warning(warning, locale_language())}", file=sys.stderr)
            if progress.replaced is not None:
                print(say("replaced", title=progress.replaced.title, file=progress.replaced.file), file=sys.stderr)
        elif progress.stage in ("write", "check"):
            print(say("writing" if progress.stage == "write" else "checking"), file=sys.stderr)

    def finish(self, built: Built) -> None:
        print(say("built", snapshot=built.snapshot, reports=len(built.entries)))


def print_lost(lost: Sequence[Lost]) -> None:
    print(say("lost", count=len(lost)), file=sys.stderr)
    for row in lost:
        words = say("lost_line", question=row.case.question, before=row.before, after=row.after or say("no_answer"))
        print(words, file=sys.stderr)


def print_answer(answer: Answer, with_question: bool = False) -> None:
    if with_question:
        print(f"\n? {answer.question}")
    if answer.headline is not None:
        print(answer.headline)
    print(answer.text)
    for citation in answer.citations if answer.status is Status.ANSWERED else answer.nearest:
        if citation is (answer.nearest[0] if answer.nearest else None):
            print(say("see_also"))
        section = "".join(f" > {heading}" for heading in citation.section)
        page = "" if citation.page is None else say("page", page=citation.page)
        print(say("source", report=citation.report, section=section, page=page))
        print(f"  「{citation.quote}」")
    for row in answer.others:
        print(f"  {row.label}：{row.headline}")
    if answer.status is Status.ANSWERED:
        print(say("confidence", word=say(answer.confidence.value)))


def print_reports(entries: Sequence[Entry]) -> None:
    for entry in entries:
        print(f"{entry.id[:12]}  {entry.year or '    '}  {entry.region or '—'}  {entry.title}  ({entry.file})")


def show_asking(done: int, total: int) -> None:
    """Show how far an evaluation is, where someone watches."""
    if sys.stderr.isatty():
        print(say("asking", done=done, total=total), end="\n" if done == total else "\r", file=sys.stderr)


def print_evaluation(fields: dict[str, Any], changed: Sequence[Change] | None = None) -> None:
    texts = _TEXTS[locale_language()]
    header = dict(zip(("name", "questions", "right", "wrong", "refused", "sourced"), texts["header"], strict=True))
    print(say("columns", **header))
    groups = [{say("all"): fields["total"]}, *(fields[name] for name in ("kind", "style", "lang"))]
    groups.append({say("by_confidence", word=say(name)): row for name, row in fields["confidence"].items()})
    for rows in groups:
        for name, row in rows.items():
            print(say("columns", name=name, **{key: row[key] for key in list(header)[1:]}))
    for unit, row in fields["retrieval"].items():
        if row["questions"]:
            places = {"first": row["recall@1"], "fifth": row["recall@5"], "tenth": row["recall@10"]}
            print(say("retrieval", unit=say(unit), mrr=row["mrr@10"], **places))
    print(
        say(
            "verbatim",
            verbatim=fields["verbatim"],
            citations=fields["citations"],
            wrong=fields["total"]["wrong_headlines"],
            p50=fields["latency_ms"]["p50"],
            p95=fields["latency_ms"]["p95"],
        )
    )
    if changed is not None:
        _print_changes(changed)


def _print_changes(changed: Sequence[Change]) -> None:
    better, worse = sum(c.better for c in changed), sum(c.worse for c in changed)
    print(say("changes", better=better, worse=worse, count=len(changed)))
    for change in changed:
        before, after = say(change.before or "absent"), say(change.after or "absent")
        print(
            f"  {change.id}  {change.question}\n      {before} {change.headline_before or '—'} → {after} {change.headline_after or '—'}"
        )
