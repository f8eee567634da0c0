"""Off by default; the environment before the file; the key readable by its owner alone; a count of calls on disk."""

import datetime
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.access import LOCAL, Account, NotAllowed, Role
from assistant.messages import explain
from assistant.model import BadSettings, ModelSettings, Spending, read_settings, save_settings
from assistant.model.errors import LimitReached

ON = ModelSettings(True, "http://192.168.1.20:8000/v1", "tiny", "secret-key", 20.0, 7)


def test_it_is_off_where_nothing_is_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}) == ModelSettings()
    assert not ModelSettings().on


def test_what_is_saved_is_read_again_and_the_file_is_its_owners(tmp_path: Path) -> None:
    save_settings(tmp_path, ON, LOCAL)
    assert read_settings(tmp_path, {}) == ON
    assert stat.S_IMODE((tmp_path / "model.json").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "model.json"]  # no draft is left


def test_an_empty_key_keeps_the_one_there_is_but_not_for_another_server(tmp_path: Path) -> None:
    save_settings(tmp_path, ON, LOCAL)
    save_settings(tmp_path, ModelSettings(True, ON.url, "larger"), LOCAL)
    assert read_settings(tmp_path, {}).key == "secret-key"
    save_settings(tmp_path, ModelSettings(True, "http://elsewhere.example/v1", "larger"), LOCAL)
    assert read_settings(tmp_path, {}).key == ""


def test_the_environment_comes_first(tmp_path: Path) -> None:
    save_settings(tmp_path, ON, LOCAL)
    environment = {
        "ASSISTANT_MODEL_URL": "https://model.example/v1",
        "ASSISTANT_MODEL_NAME": "other",
        "ASSISTANT_MODEL_KEY": "k",
        "ASSISTANT_MODEL_CALLS": "3",
    }
    found = read_settings(tmp_path, environment)
    assert (found.url, found.model, found.key, found.calls, found.fixed) == (
        "https://model.example/v1",
        "other",
        "k",
        3,
        True,
    )


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ASSISTANT_MODEL_URL", "http://["),
        ("ASSISTANT_MODEL_URL", "http://model.example:port/v1"),
        ("ASSISTANT_MODEL_CALLS", "inf"),
        ("ASSISTANT_MODEL_CALLS", "nan"),
        ("ASSISTANT_MODEL_CALLS", "many"),
        ("ASSISTANT_MODEL_SECONDS", "-inf"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, setting: str, value: str) -> None:
    environment = {"ASSISTANT_MODEL_URL": "http://model.example/v1", "ASSISTANT_MODEL_NAME": "m", setting: value}
    with pytest.raises(BadSettings) as raised:
        read_settings(tmp_path, environment)
    assert explain(raised.value, "zh")


@pytest.mark.parametrize("role", [Role.READER, Role.KEEPER])
def test_only_a_manager_may_set_it(tmp_path: Path, role: Role) -> None:
    with pytest.raises(NotAllowed):
        save_settings(tmp_path, ON, Account("李", role))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (ModelSettings(True, "model.example/v1", "tiny"), "url"),
        (ModelSettings(True, "file:///etc/passwd", "tiny"), "url"),
        (ModelSettings(True, "http://name:word@model.example/v1", "tiny"), "url"),
        (ModelSettings(True, ON.url, " "), "model"),
        (ModelSettings(True, ON.url, "tiny", seconds=0), "seconds"),
        (ModelSettings(True, ON.url, "tiny", calls=0), "calls"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(tmp_path: Path, settings: ModelSettings, reason: str) -> None:
    with pytest.raises(BadSettings) as error:
        save_settings(tmp_path, settings, LOCAL)
    assert error.value.reason == reason
    assert "模型" in explain(error.value, "zh")
    assert "\n" not in explain(error.value, "en")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text("{", "utf-8")
    with pytest.raises(BadSettings) as error:
        read_settings(tmp_path, {})
    assert "model.json" in explain(error.value, "zh")


def test_calls_are_counted_for_all_processes_and_begin_anew_each_day(tmp_path: Path) -> None:
    day = datetime.date(2025, 3, 1)
    first, second = (Spending(tmp_path, lambda: day) for _ in range(2))
    first.take(2)
    second.take(2)
    with pytest.raises(LimitReached):
        first.take(2)
    assert second.today() == 2
    Spending(tmp_path, lambda: day + datetime.timedelta(1)).take(2)


def test_no_call_too_many_from_many_at_once(tmp_path: Path) -> None:
    spending = Spending(tmp_path, lambda: datetime.date(2025, 3, 1))

    def take(_: int) -> bool:
        try:
            spending.take(5)
        except LimitReached:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(20))) == 5
