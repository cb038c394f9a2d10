"""The ledger of claims: what the lecture says, what the course makes of it, and a check of each.

Claims of the lecture are numbered L1, L2, …; those of texts in print P1, P2, ….

**The files.** ``book/ledger/NN_topic.yml`` holds the entries that chapter ``NN_topic`` settles::

    - claim: L33                         # its number in the lecture
      says: …                            # the lecture's statement, in our words
      verdict: corrected                 # stands | stands with a condition | corrected | to come
      precise: … if and only if $[[converges]]$.
      source: "{cite:t}`polyak1987`"     # whose it is; "Elementary." where it is nobody's
      checks:
        converges:                       # one part that can be tested by itself
          kind: proved                   # proved | computed | illustrated | cited
          states: alpha < 2/M            # a number, a formula or a relation, as SymPy reads it
          by: …                          # how it is tested, in a sentence

``says``, ``precise``, ``source`` and ``by`` are MyST. ``[[converges]]`` in ``precise`` prints what
the part ``converges`` states, so the formula that is read is the formula that is tested. A cited
part may do without ``states``; if it has some, its check is that of an example, and ``by`` says so.
An entry to come, in ``to_come.yml``, has its first three fields and the ``chapter`` that will
settle it, such as 06_where_it_ends; whoever settles it deletes it there.

**The checks.** ``NN_topic.py``, beside it, holds a function ``check_L33_converges(states)`` for
each part that states something. It raises AssertionError unless ``states`` holds, against something
independent of it. The letters of ``states`` are the SymPy symbols that this module defines.

**The pages.** The role {claim}`L33` is a badge that links to the entry; the directive {ledger} with
the argument L or P prints all entries of that letter, each linked back to every badge. The build
runs every check before it reads a page, and stops if one fails or is missing. What passed is
remembered in the build's folder by a hash of gdlib, the ledger and this package; a fresh build runs
them all.

`entries` reads the files, `domain` runs the checks and keeps the links, `page` makes the nodes,
`testing` is what checks have in common.
"""

from sphinx.application import Sphinx

from extensions.ledger import page
from extensions.ledger.domain import LedgerDomain, run_checks


def reread_page(app: Sphinx, env, added: set, changed: set, removed: set) -> list[str]:
    """The ledger's pages link back to all others: read them again when one of those was."""
    printed_on = set(env.get_domain("ledger").data["pages"].values())
    return sorted(printed_on) if added | changed | removed else []


def setup(app: Sphinx) -> dict:
    app.add_config_value("ledger_folder", "book/ledger", "env", [str])
    app.add_domain(LedgerDomain)
    app.add_role("claim", page.ClaimRole())
    app.add_directive("ledger", page.LedgerDirective)
    app.add_node(page.claim_badge, html=(page.visit_badge, page.depart_badge))
    app.add_node(page.ledger_entry, html=(page.visit_entry, page.depart_entry))
    app.add_node(page.entry_title, html=(page.visit_title, page.depart_title))
    app.add_node(page.claim_uses)
    app.connect("env-get-outdated", reread_page)
    app.connect("env-before-read-docs", run_checks)
    app.connect("doctree-resolved", page.link_back)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
