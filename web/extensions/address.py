"""What a site can have once it knows its address: a site map, previews, a page for wrong addresses.

The address is `html: baseurl` in `_config.yml`, or SITE_ADDRESS in the environment, with which the
publishing workflow says where it publishes. Without one, all of this stays away: every address in
the pages is relative, so the site works wherever it is put.
"""

import os
from urllib.parse import urlsplit

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict:
    address = os.environ.get("SITE_ADDRESS") or app.config.html_baseurl
    if address:
        address = address.rstrip("/") + "/"
        for extension in ("notfound.extension", "sphinx_sitemap", "sphinxext.opengraph"):
            app.setup_extension(extension)
        app.config.html_baseurl = address
        app.config.notfound_urls_prefix = urlsplit(address).path
        app.config.sitemap_url_scheme = "{link}"
        app.config.ogp_site_url = address
        app.config.ogp_image = f"{address}_static/social.png"
        app.config.ogp_image_alt = "A path steps down the level lines of a valley"
    return {"parallel_read_safe": True, "parallel_write_safe": True}
