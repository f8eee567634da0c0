"""Why a sentence of a model is cut."""

from enum import StrEnum


class Fault(StrEnum):
    UNCITED = "uncited"  # it points to no quote
    NO_SUCH_QUOTE = "no_such_quote"
    FIGURE = "figure"  # no quote gives this figure
    OWNER = "owner"  # a quote gives it, but of something else
    PERIOD = "period"  # … of another time
    NUMBER = "number"  # a number that is no figure and stands in no quote
    DATE = "date"
    QUOTED = "quoted"  # words in quotation marks that no quote has
    CLAIM = "claim"  # 全部, 首次, 没有, a rise or a fall: not said in the quote, or said there and left out
    NAME = "name"  # a name that no quote has, or of something that is said of another
    WORD = "word"  # a word that says something and has no support
    TOO_LONG = "too_long"
