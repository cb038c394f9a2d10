"""The badge of a claim in a chapter, and the page of the entries, as Sphinx nodes."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode
from sphinx.writers.html5 import HTML5Translator

from extensions.ledger.entries import TO_COME, VERDICTS, Check, Entry

logger = logging.getLogger(__name__)

WHERE = {"L": "The lecture", "P": "In print"}
SHORT = {
    "stands": "stands",
    "stands with a condition": "condition",
    "corrected": "corrected",
    TO_COME: "coming",
}


class claim_badge(nodes.reference):
    """A link to an entry that shows its number and verdict; a plain link where HTML is not made."""


class ledger_entry(nodes.General, nodes.Element):
    """One entry on the page of the ledger."""


class entry_title(nodes.General, nodes.TextElement):
    """The heading of an entry."""


class claim_uses(nodes.General, nodes.TextElement):
    """Stands for the links back to the badges, which are known once all pages are read."""


def badge(entry: Entry, page: str = "") -> claim_badge:
    """The badge that links to an entry of the page at this address, or of the page it is on."""
    node = claim_badge("", "", internal=True, refuri=f"{page}#{entry.anchor}", label=entry.label)
    node.update_all_atts(_data(entry))
    node += _head(entry)
    return node


def _data(entry: Entry) -> dict[str, str]:
    """What the stylesheet tells entries apart by."""
    return {"verdict": SHORT[entry.verdict], "kinds": " ".join(entry.kinds)}


def _head(entry: Entry) -> list[nodes.Node]:
    number = nodes.inline("", entry.claim, classes=["gd-badge-number"])
    verdict = nodes.inline("", entry.verdict, classes=["gd-badge-verdict"])
    return [number, nodes.Text(" "), verdict]


class ClaimRole(SphinxRole):
    """{claim}`L33`: the badge of an entry."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain = self.env.get_domain("ledger")
        domain.note_reader()
        if self.text not in domain.entries:
            where = self.get_location()
            logger.warning("the ledger has no claim %s", self.text, location=where, type="ledger")
            return [nodes.literal("", self.text)], []
        place = self.env.new_serialno(f"claim-{self.text}") + 1
        anchor = f"claim-{self.text.lower()}-{place}"
        domain.note_use(self.text, anchor)
        node = addnodes.pending_xref(
            "", nodes.inline("", self.text), refdomain="ledger", reftype="claim", refwarn=True
        )
        node.update_all_atts({"reftarget": self.text, "refdoc": self.env.docname, "ids": [anchor]})
        return [node], []


class LedgerDirective(SphinxDirective):
    """{ledger} L: every entry of the lecture, in its order; {ledger} P: those in print."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        domain = self.env.get_domain("ledger")
        domain.note_reader()
        series = self.arguments[0]
        if series not in WHERE:
            raise self.error(f"the ledger has the series {', '.join(WHERE)}, not {series!r}")
        domain.data["pages"][series] = self.env.docname
        entries = [entry for entry in domain.entries.values() if entry.series == series]
        return [*self.summary(entries), *(self.block(entry) for entry in entries)]

    def summary(self, entries: list[Entry]) -> list[nodes.Node]:
        counts = Counter(entry.verdict for entry in entries)
        verdicts = ", ".join(f"{v}: {counts[v]}" for v in (*VERDICTS, TO_COME) if counts[v])
        tested = sum(check.test is not None for entry in entries for check in entry.checks)
        text = f"{len(entries)} claims ({verdicts}). {tested} checks, all passed in this build."
        index = nodes.bullet_list(classes=["gd-ledger-index"])
        for entry in entries:
            index += nodes.list_item("", nodes.paragraph("", "", badge(entry)))
        return [nodes.paragraph("", text, classes=["gd-ledger-summary"]), index]

    def block(self, entry: Entry) -> ledger_entry:
        fields = nodes.definition_list(classes=["gd-claim-facts"])
        fields += _field(WHERE[entry.series], self.parsed(entry.says))
        if entry.verdict != TO_COME:
            fields += _field("Precisely", self.parsed(entry.precise))
            rows = [self.row(check) for check in entry.checks]
            fields += _field("How we know", [nodes.bullet_list("", *rows)])
            fields += _field("Source", self.parsed(entry.source))
        chapter = str(PurePosixPath(self.env.docname).with_name(entry.chapter))
        if chapter != self.env.docname:
            fields += _field("In the course", [claim_uses(claim=entry.claim, chapter=chapter)])
        block = ledger_entry(ids=[entry.anchor], **_data(entry))
        block += [entry_title("", "", *_head(entry)), fields]
        return block

    def row(self, check: Check) -> nodes.list_item:
        line = nodes.paragraph()
        line += nodes.inline("", check.kind, classes=["gd-kind", f"gd-kind-{check.kind}"])
        if check.latex:
            line += [nodes.Text(" "), nodes.math(check.latex, check.latex)]
        line += [nodes.Text(" "), *(n for p in self.parsed(check.by) for n in p.children)]
        if check.test:
            line += [nodes.Text(" "), nodes.inline("", "passed", classes=["gd-claim-passed"])]
        return nodes.list_item("", line)

    def parsed(self, text: str) -> list[nodes.Node]:
        holder = nodes.Element()
        where = self.state.document.current_source
        self.state.nested_parse(StringList(text.splitlines(), where), self.content_offset, holder)
        return holder.children


def _field(term: str, content: list[nodes.Node]) -> nodes.definition_list_item:
    definition = nodes.definition("", *content)
    return nodes.definition_list_item("", nodes.term("", term), definition)


def link_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the links to an entry's badges in their place, or the link to its chapter."""
    for node in list(doctree.findall(claim_uses)):
        places = list(app.env.get_domain("ledger").uses(node["claim"])) or [(node["chapter"], "")]
        line = nodes.paragraph(classes=["gd-claim-uses"])
        for number, (where, anchor) in enumerate(places, 1):
            line += [nodes.Text(", ")] if number > 1 else []
            if where in app.env.titles:
                again = f" ({number})" if number > 1 else ""
                text = nodes.inline("", app.env.titles[where].astext() + again)
                line += make_refnode(app.builder, docname, where, anchor, text)
            else:
                chapter = PurePosixPath(where).name.split("_")[0].lstrip("0")
                line += nodes.Text(f"in chapter {chapter}, to come")
        node.replace_self(line)


def visit_badge(self: HTML5Translator, node: claim_badge) -> None:
    attributes = {"data-verdict": node["verdict"], "data-kind": node["kinds"]}
    attributes |= {"href": node["refuri"], "aria-label": node["label"]}
    opening = self.starttag(node, "a", "", CLASS="reference internal gd-badge", **attributes)
    self.body.append(opening)


def depart_badge(self: HTML5Translator, node: claim_badge) -> None:
    self.body.append("</a>")


def visit_entry(self: HTML5Translator, node: ledger_entry) -> None:
    attributes = {"data-verdict": node["verdict"], "data-kind": node["kinds"]}
    self.body.append(self.starttag(node, "section", CLASS="gd-claim", **attributes))


def depart_entry(self: HTML5Translator, node: ledger_entry) -> None:
    self.body.append("</section>\n")


def visit_title(self: HTML5Translator, node: entry_title) -> None:
    self.body.append(self.starttag(node, "h2", "", CLASS="gd-claim-title"))


def depart_title(self: HTML5Translator, node: entry_title) -> None:
    self.body.append("</h2>\n")
