"""Who may see a report: chosen among the groups, on the page 报告管理."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.access import NoSuchGroup, NotAllowed, Role
from assistant.collection import Collection
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.signed_in import actor
from assistant.web.texts import text_of
from index.errors import IndexingError
from index.snapshot import Entry


def groups_to_choose() -> list[str]:
    """Return the groups that who is asking may limit a report to: a manager to each, others to their own."""
    known = [group.name for group in shared_service().groups.all()]
    return [name for name in known if actor().role is Role.MANAGER or name in actor().groups]


def limit_choice(language: str, key: str, chosen: Sequence[str] = ()) -> list[str]:
    """Offer the groups that a report is limited to, where there are any; returns those chosen."""
    groups = groups_to_choose()
    if not groups:
        return []
    return st.multiselect(
        text_of(language, "seen_by"),
        groups,
        default=[name for name in chosen if name in groups],
        placeholder=text_of(language, "everybody"),
        key=key,
    )


def seen_by(entry: Entry, language: str) -> str:
    """Return in words who sees a report."""
    limits = shared_service().groups.limits().get(entry.id)
    if limits is None:
        return text_of(language, "everybody")
    return "、".join(sorted(limits)) or text_of(language, "managers_alone")


def limit_form(entry: Entry, language: str) -> None:
    """Show who sees a report, and let it be changed; nothing where there are no groups."""
    if not groups_to_choose():
        return
    with st.expander(text_of(language, "seen_by"), icon=":material/group:"):
        st.html(f'<div class="ra-meta">{escape(seen_by(entry, language))}</div>')
        standing = shared_service().groups.limits().get(entry.id, frozenset())
        chosen = limit_choice(language, f"limit-{entry.id}", sorted(standing))
        if not st.button(text_of(language, "save"), key=f"save-limit-{entry.id}"):
            return
        kept = standing - set(groups_to_choose())  # of the groups that a keeper is not in the report is not taken away
        try:
            Collection(shared_service(), actor=actor()).limit([entry.id], [*chosen, *sorted(kept)])
        except (IndexingError, NoSuchGroup, NotAllowed) as error:
            st.error(explain(error, language))
            return
        st.rerun()
