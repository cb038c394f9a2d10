"""Pictures of networks: what they fit, the digits they learn, the curvatures of their loss."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
from numpy.typing import ArrayLike

from gdlib.around.curvature import Spectrum
from gdlib.networks.network import Network
from gdlib.plots.graphs import DASHES
from gdlib.plots.picture import COLOURS, STYLE, Picture


@mpl.rc_context(STYLE)
def plot_fit(
    network: Network, weights: Mapping[str, ArrayLike], x: ArrayLike, t: ArrayLike
) -> Picture:
    """What a network of one input and one output computes for some θ, through the data.

    ``weights`` holds points θ (d,) under their labels; ``x`` and ``t`` are the samples, (N, 1).

    >>> from gdlib import Network
    >>> x = np.linspace(-2, 2, 9)[:, None]
    >>> network = Network((1, 2, 1))
    >>> plot_fit(network, {"at random": network.random(seed=0)}, x, np.sin(1.5 * x))
    Picture of what the network computes
    """
    picture = Picture()
    (panel,) = picture.panels
    samples = np.ravel(x)
    room = 0.1 * np.ptp(samples)
    where = np.linspace(samples.min() - room, samples.max() + room, 300)
    for i, (label, theta) in enumerate(weights.items()):
        line = {"color": COLOURS["path"], "linestyle": DASHES[i % len(DASHES)], "gid": f"path-{i}"}
        panel.plot(where, network(theta, where[:, None])[:, 0], label=label, **line)
    panel.plot(samples, np.ravel(t), "o", color=COLOURS["cost"], label="data", gid="cost-data")
    panel.set(xlabel="$x$", ylabel="$t$", title="what the network computes")
    panel.legend()
    return picture


@mpl.rc_context(STYLE)
def plot_digits(
    images: ArrayLike, labels: ArrayLike, columns: int = 10, height: float = 0.75
) -> Picture:
    """Images of digits (k, 64), each under its label (k,), so many ``columns`` in a row.

    >>> from gdlib import load_digits
    >>> x, t = load_digits()
    >>> plot_digits(x[:4], t[:4], columns=4)
    Picture of 0, 1, 2, 3
    """
    pictures, names = np.reshape(images, (-1, 8, 8)), [str(label) for label in np.ravel(labels)]
    picture = Picture(-(-len(pictures) // columns), columns, height)
    ink = mpl.colors.LinearSegmentedColormap.from_list(
        "ink", [(*mpl.colors.to_rgb(COLOURS["text"]), alpha) for alpha in (0, 1)]
    )
    for panel in picture.panels:
        panel.axis("off")
    for panel, image, name in zip(picture.panels, pictures, names, strict=False):
        # Squares, not a bitmap: they follow the page's theme.
        panel.pcolormesh(image[::-1], cmap=ink, vmin=0, vmax=1)
        panel.set(title=name, aspect="equal")
    return picture


@mpl.rc_context(STYLE)
def plot_curvatures(spectra: Mapping[str, Spectrum], step_size: float | None = None) -> Picture:
    r"""The eigenvalues of the Hessian at some points, in order, one column of dots a point.

    With a ``step_size`` :math:`\alpha`, the curvature :math:`2/\alpha` that it can just hold is
    marked: a dotted line with its formula.

    >>> from gdlib import LOSSES, spectrum
    >>> plot_curvatures({"(3, 2)": spectrum(LOSSES["Himmelblau"], (3, 2))}, step_size=0.02)
    Picture of curvatures
    """
    picture = Picture()
    (panel,) = picture.panels
    for place, found in enumerate(spectra.values()):
        style = {"color": COLOURS["cost"], "linestyle": "none", "marker": "_", "markersize": 24}
        panel.plot(np.full(len(found.eigenvalues), place), found.eigenvalues, gid="cost", **style)
    panel.set(xlim=(-0.6, len(spectra) - 0.4), ylabel=r"$\lambda_i$", title="curvatures")
    panel.set_xticks(range(len(spectra)), list(spectra))
    if step_size is not None:
        panel.axhline(2 / step_size, color=COLOURS["threshold"], linestyle=":", gid="threshold")
        beside = panel.get_yaxis_transform()
        panel.text(1.01, 2 / step_size, r"$2/\alpha$", va="center", transform=beside)
    return picture
