"""Which language a program is answered in where the server itself speaks: Chinese, unless it prefers English."""

from starlette.requests import HTTPConnection


def language_of(request: HTTPConnection) -> str:
    """Return "zh" or "en", whichever Accept-Language gives more weight; "zh" where it names neither."""
    best, weight = "zh", 0.0
    for part in request.headers.get("accept-language", "").split(","):
        name, _, rest = part.strip().partition(";")
        language = name.strip().lower().split("-")[0]
        try:
            wanted = float(rest.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in ("zh", "en") and wanted > weight:
            best, weight = language, wanted
    return best
