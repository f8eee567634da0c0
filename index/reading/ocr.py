"""Printed text out of an image, where the extra `ocr` is installed (RapidOCR with the models in its package)."""

import functools
import os
from typing import Any

Box = tuple[float, float, float, float]  # left, right, top, bottom


@functools.cache
def _engine() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # what runs the models reports its use otherwise
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:
        return None
    return RapidOCR()


def ocr_lines(image: Any) -> list[tuple[Box, str]] | None:
    """Return the lines of an RGB image with their boxes in pixels; None where OCR is not installed."""
    engine = _engine()
    if engine is None:
        return None
    import numpy as np

    found, _ = engine(np.asarray(image))
    lines = []
    for corners, text, _ in found or []:
        across, down = [x for x, _ in corners], [y for _, y in corners]
        lines.append(((min(across), max(across), min(down), max(down)), str(text)))
    return lines
