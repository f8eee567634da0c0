"""A plugin of pytest: a file `*.cases.jsonl` is a set of tests, one a question.

pytest loads it wherever this program is installed; nothing of the program is loaded before such a file is found.
"""
