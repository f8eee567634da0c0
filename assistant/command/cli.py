"""The `assistant` command. Exit status: 0 done, 1 the work failed, 2 wrong usage."""

import argparse
import itertools
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from assistant.access import LOCAL
from assistant.command import accounts, api, audit, groups, listing, safekeeping, tokens, watch
from assistant.command import upkeep as maintenance
from assistant.command.console import print_answer, print_evaluation, print_notices, say, show_asking


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in one line."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(2)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(prog="assistant", description=say("about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=say(f"help_{name}"), description=say(f"help_{name}"))
        sub.add_argument("--data", metavar="DIR", help=say("help_data"))
        return sub

    maintenance.add_commands(command)
    watch.add_command(command)
    ask = command("ask")
    ask.add_argument("question", nargs="?", metavar="QUESTION", help=say("help_question"))
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl", help=say("help_batch"))
    ask.add_argument("--reports", metavar="FILTER", help=say("help_filter"))
    evaluate = command("evaluate")
    evaluate.add_argument("cases", type=Path, metavar="CASES", help=say("help_cases"))
    evaluate.add_argument("--compare", type=Path, metavar="BASELINE.json", help=say("help_compare"))
    evaluate.add_argument("--report", type=Path, metavar="FILE.html", help=say("help_report"))
    evaluate.add_argument("--min", type=float, default=0.0, dest="minimum", metavar="SHARE", help=say("help_min"))
    reports = command("reports")
    figures = command("figures")
    figures.add_argument("words", nargs="*", metavar="WORD", help=say("help_words"))
    figures.add_argument("--reports", metavar="FILTER", help=say("help_filter"))
    figures.add_argument("--year", type=int, action="append", default=[], help=say("help_year"))
    figures.add_argument("--unit", action="append", default=[], help=say("help_unit"))
    figures.add_argument("--export", type=Path, metavar="FILE.xlsx|FILE.csv", help=say("help_export"))
    serve = command("serve")
    serve.add_argument("--port", type=int, default=8501, help=say("help_port"))
    serve.add_argument("--host", default="127.0.0.1", help=say("help_host"))
    serve.add_argument("--without-login", action="store_true", help=say("help_without_login"))
    serve.add_argument("--oidc", type=Path, metavar="FILE.toml", help=say("help_oidc"))
    serve.add_argument("--proxy-header", metavar="HEADER", help=say("help_proxy_header"))
    serve.add_argument("--proxy-from", action="append", default=[], metavar="ADDRESS", help=say("help_proxy_from"))
    serve.add_argument("--proxy-role", metavar="ROLE", help=say("help_proxy_role"))
    accounts.add_command(command)
    groups.add_command(command)
    tokens.add_command(command)
    safekeeping.add_commands(command)
    audit.add_command(command)
    for sub in (ask, evaluate, serve, *api.add_commands(command)):
        sub.add_argument("--embedder", metavar="NAME", help=say("help_embedder"))
    for sub in (ask, reports, figures):
        sub.add_argument("--as", dest="account", metavar="ACCOUNT", help=say("help_as"))
    for sub in (ask, evaluate, reports, figures):
        sub.add_argument("--json", action="store_true", help=say("help_json"))
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    options = build_parser().parse_args(arguments)
    own = {"ask": _ask, "evaluate": _evaluate, "reports": listing.reports, "figures": listing.figures, "serve": _serve}
    own |= {"accounts": accounts.run, "groups": groups.run, "tokens": tokens.run, "audit": audit.run}
    own |= {"api": api.serve_api, "mcp": api.serve_mcp, "watch": watch.run}
    own |= dict.fromkeys(safekeeping.COMMANDS, safekeeping.run)
    run = own.get(options.command, maintenance.run)
    from assistant.messages import EXPLAINED, explain, locale_language
    from assistant.service import NoMatch

    try:
        return run(options)
    except NoMatch as error:
        print(say("no_match", filter=error.wanted), file=sys.stderr)  # names the command that helps
        return 1
    except EXPLAINED as error:
        print(explain(error, locale_language()), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of the output has gone, as `| head` does; nothing is wrong here
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(say("interrupted"), file=sys.stderr)
        return 1


def entry() -> NoReturn:
    """Run the program and end it with its exit status."""
    raise SystemExit(main())


def _service(options: argparse.Namespace) -> Any:
    from assistant.service import Service, data_folder

    return Service(data_folder(options.data), options.embedder)


def _assistant(options: argparse.Namespace) -> Any:
    """Return the assistant over all reports, or over those that the account named by --as may see."""
    service = _service(options)
    return service.assistant(listing.seen_by(options))


def _with_model(options: argparse.Namespace, assistant: Any) -> Any:
    """Return what answers: the assistant, or it with the language model that is switched on."""
    from assistant.model import leash_of
    from assistant.service import data_folder

    return leash_of(data_folder(options.data), assistant) or assistant


def _ask(options: argparse.Namespace) -> int:
    from assistant.answering import answer_fields
    from assistant.service import numbers_of

    if (options.question is None) == (options.batch is None):
        print(say("ask_usage"), file=sys.stderr)
        return 2
    if options.batch is not None:
        return _ask_batch(options)
    assistant = _assistant(options)
    numbers = numbers_of(assistant.snapshot.entries, options.reports)
    print_notices(assistant)
    answer = _with_model(options, assistant).ask(options.question, reports=numbers)
    if options.json:
        listing.print_json(answer_fields(answer))
    else:
        print_answer(answer)
    return 0


def _ask_batch(options: argparse.Namespace) -> int:
    from assistant.answering import answer_fields
    from assistant.service import numbers_of

    questions = list(_batch(options.batch))
    assistant = _assistant(options)
    numbers = numbers_of(assistant.snapshot.entries, options.reports)
    print_notices(assistant)
    asked = _with_model(options, assistant)
    for fields in questions:
        answer = _answered(asked, fields["question"], fields.get("history") or (), numbers, _identity(fields))
        if options.json:
            print(json.dumps(answer_fields(answer), ensure_ascii=False), flush=True)
        else:
            print_answer(answer, with_question=True)
    return 0


def _answered(
    asked: Any,
    question: str,
    history: Sequence[str],
    reports: Sequence[int] | None = None,
    identity: str | None = None,
) -> Any:
    """Answer one of many: a question that asks nothing is declined and does not cost the answers to the others."""
    from assistant.messages import explain, locale_language
    from assistant.question import UnusableQuestion

    try:
        return asked.ask(question, history, reports, identity)
    except UnusableQuestion as error:
        return asked.decline(question, explain(error, locale_language()), identity)


def _identity(fields: dict[str, Any]) -> str | None:
    return None if fields.get("id") is None else str(fields["id"])


def _batch(path: Path) -> Iterator[dict[str, Any]]:
    """Read a batch whole before the first answer, so that a bad line costs nothing."""
    from assistant.evaluation import BadCases

    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases(path, 0, getattr(error, "strerror", None) or str(error)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            raise BadCases(path, number, str(error)) from error
        history = fields.get("history") if isinstance(fields, dict) else None
        well_formed = isinstance(fields, dict) and isinstance(fields.get("question"), str)
        if not well_formed or not (
            history is None or (isinstance(history, list) and all(isinstance(turn, str) for turn in history))
        ):
            raise BadCases(path, number, '{"question": "…", "history": ["…"]}')
        yield fields


def _evaluate(options: argparse.Namespace) -> int:
    from assistant.evaluation import changed_since, read_baseline, read_cases, render, write_page
    from assistant.messages import locale_language
    from assistant.service import Enquiries

    cases = read_cases(options.cases)
    baseline = read_baseline(options.compare) if options.compare else None
    assistant = _service(options).assistant(LOCAL)
    asked = itertools.count(1)

    def answered(case: Any) -> Any:
        show_asking(next(asked), len(cases))
        return _answered(assistant, case.question, case.history)

    fields = Enquiries(assistant, LOCAL).evaluate(cases, answered)
    changed = None if baseline is None else changed_since(baseline, fields)
    if options.json:
        listing.print_json(fields if changed is None else fields | {"changes": [asdict(change) for change in changed]})
    else:
        print_evaluation(fields, changed)
    if options.report:
        write_page(options.report, render(fields, locale_language(), options.cases.name, changed))
    share = fields["total"]["right"] / fields["total"]["questions"]
    if share < options.minimum:
        print(say("below", share=f"{share:.1%}", minimum=f"{options.minimum:.1%}"), file=sys.stderr)
        return 1
    return 0


def _serve(options: argparse.Namespace) -> int:
    from assistant.access import Accounts, Proxy, is_loopback
    from assistant.command.serve import SignOn, read_provider, serve
    from assistant.service import data_folder

    folder = data_folder(options.data)
    proxy = None
    if options.proxy_header or options.proxy_from:
        proxy = Proxy.of(options.proxy_header or "", options.proxy_from, options.proxy_role)
    if options.oidc:
        read_provider(options.oidc)
    local = is_loopback(options.host) or options.without_login
    if not (local or proxy or options.oidc or Accounts(folder).any()):
        print(say("no_accounts", host=options.host), file=sys.stderr)
        return 1
    return serve(folder, options.host, options.port, options.embedder, SignOn(options.oidc, proxy, required=not local))
