"""A small collection whose reports are alike: two places, one of them in two years."""

from pathlib import Path

from index.search import SHIPPED, Embedder, load_embedder
from index.snapshot import Store, build

REPORT = """{place}教育局{year}年工作总结

一、教师队伍
{year}年，{whole}交流轮岗教师{rotated}人，其中骨干教师{core}人。公开招聘教师{hired}名。
二、学校建设
新建幼儿园{built}所，新增学位{seats}个。
"""
ROWS = (
    ("青禾区", 2021, 340, 88, 61, 3, 1200),
    ("青禾区", 2022, 365, 97, 75, 4, 1500),
    ("云溪县", 2022, 212, 50, 44, 2, 800),
)


def written(folder: Path) -> list[Path]:
    """Write the reports into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for place, year, rotated, core, hired, built, seats in ROWS:
        path = folder / f"{place}教育局{year}年工作总结.txt"
        values = {"rotated": rotated, "core": core, "hired": hired, "built": built, "seats": seats}
        text = REPORT.format(place=place, year=year, whole="全县" if place.endswith("县") else "全区", **values)
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def indexed(folder: Path, embedder: Embedder | None = None) -> Path:
    """Index the reports into the data folder `folder/data` and return it."""
    data = folder / "data"
    build(written(folder / "reports"), Store(data), embedder or load_embedder(SHIPPED))
    return data
