"""Reports of which one is for a group alone; everything it says stands nowhere else."""

from collections.abc import Sequence
from pathlib import Path

from index.search import Embedder
from index.snapshot import Store, build, read_manifest

OPEN = {
    "青禾区2023年教育工作总结.txt": (
        "青禾区2023年教育工作总结\n一、教师队伍\n全年招聘教师112名，交流轮岗教师188名，其中骨干教师41名。"
        "教师培训1900人次。\n二、学校建设\n新建学校2所，新增学位1680个，完成投资1.2亿元。\n"
        "三、体育卫生\n学生体质优良率达到54.2%，比上年提高1.1个百分点。\n"
    ),
    "青禾区2024年教育工作总结.txt": (
        "青禾区2024年教育工作总结\n一、教师队伍\n全年招聘教师126名，交流轮岗教师214名，其中骨干教师57名。"
        "教师培训2300人次。\n二、学校建设\n新建学校3所，新增学位2160个，完成投资1.8亿元。\n"
        "三、体育卫生\n学生体质优良率达到56.7%，比上年提高2.5个百分点。\n"
    ),
    "云溪县2024年教育工作总结.txt": (
        "云溪县2024年教育工作总结\n一、教师队伍\n全年招聘教师73名，交流轮岗教师95名，其中骨干教师22名。\n"
        "二、学校建设\n新建学校1所，新增学位540个，完成投资0.6亿元。\n三、课后服务\n课后服务覆盖学校38所。\n"
    ),
}
LIMITED = "临岚区2025年教育工作总结.txt"
# newer than all others, of another district, with the words of the others and some of its own
LIMITED_TEXT = (
    "临岚区2025年教育工作总结\n一、教师队伍\n全年招聘教师9317名，交流轮岗教师8426名，其中骨干教师7535名。"
    "教师培训6644人次，处分违纪教师37名。\n二、学校建设\n新建学校58所，新增学位97531个，完成投资86.4亿元，撤并薄弱校49所。\n"
    "三、体育卫生\n学生体质优良率达到91.3%，比上年提高8.9个百分点。\n四、督导问责\n约谈园长83人，暂扣专项经费7428万元。\n"
)
# what nobody outside the group may read: title, place, year and every figure that stands in the limited report alone
SECRETS = (
    "临岚", "2025年教育工作总结", "9317", "8426", "7535", "6644", "37名", "58所", "97531", "86.4", "49所", "91.3", "8.9个", "83人", "7428",
    "处分违纪", "撤并", "约谈", "暂扣", "督导问责",
)  # fmt: skip
GROUP = "督导组"


def indexed(folder: Path, embedder: Embedder, names: Sequence[str]) -> str:
    """Index the reports of these names in this order, one build each; return the id of the limited one, "" without it."""
    texts = {**OPEN, LIMITED: LIMITED_TEXT}
    for name in names:
        path = folder.parent / "reports" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[name], "utf-8")
        build([path], Store(folder), embedder)
    entries = read_manifest(Store(folder).current()).reports
    return next((entry.id for entry in entries if entry.file == LIMITED), "")
