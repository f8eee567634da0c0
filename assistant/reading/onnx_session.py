"""Opens the models that run by onnxruntime; the one place that loads it to answer questions."""

import os
from pathlib import Path
from typing import Any


def open_model(path: Path) -> Any:
    """Return a session of the model in a file, which computes on the caller's thread and tells nobody of it.

    Rows of one core each are read sooner than one row on several cores, and take nobody else's core while they wait.
    """
    # On Linux, onnxruntime 1.32 reports its use to its maker some seconds after a session is opened, and keeps a
    # database for that in the user's home. Its own function to disable this does not; only this does, read as it loads.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
