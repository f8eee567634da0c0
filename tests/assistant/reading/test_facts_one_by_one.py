"""Each fact by itself: the figure that it rules out, and the nearest one that it must not rule out."""

from pathlib import Path

import pytest
from evidence import asking, figure, report, sentence, sentences

from assistant.evidence import Candidate
from assistant.question import understand
from assistant.reading import facts
from assistant.reading.facts import LATE, VETOES, Veto, quantities, shares, tables, things, times, turns, wholes
from assistant.types import Term
from index.reading import read_report
from index.structure import analyse_report

FACTS = {veto.__name__: veto for veto in (*VETOES, *LATE)}


def ruled_out(fact: str, typed: str, words: str, text: str, **of: str) -> bool:
    read = sentence(words, report(words, **of))
    return FACTS[fact](understand(typed, (), ()), read, figure(read, text))


CASES = [
    # told of several years, asked of one
    ("contradicts_years", "2024年引进人才多少名？", "2020年以来，引进人才1468名。", "1468名", True),
    ("contradicts_years", "2024年发放安家费多少？", "近三年发放安家费1.27亿元，今年发放5180万元。", "1.27亿元", True),
    ("contradicts_years", "2024年发放安家费多少？", "近三年发放安家费1.27亿元，今年发放5180万元。", "5180万元", False),
    ("contradicts_years", "2024年学校总数是多少？", "近三年，学校总数达到58所。", "58所", False),
    ("contradicts_years", "引进人才多少名？", "2020年以来，引进人才1468名。", "1468名", False),
    ("contradicts_years", "2020年以来引进人才多少名？", "2020年以来，引进人才1468名。", "1468名", False),
    # another kind of quantity than is asked for in so many words
    ("contradicts_unit", "有多少张床位？", "床位面积38600平方米。", "38600平方米", True),
    ("contradicts_unit", "有多少张床位？", "床位460张。", "460张", False),
    ("contradicts_unit", "有多少张床位？", "床位使用率91%。", "91%", True),
    ("contradicts_unit", "床位情况如何？", "床位使用率91%。", "91%", False),
    ("contradicts_unit", "床位面积多大？", "床位460张。", "460张", False),
    ("contradicts_unit", "普惠率百分之几？", "普惠园58所。", "58所", True),
    ("contradicts_unit", "普惠率百分之几？", "普惠率91%。", "91%", False),
    ("contradicts_unit", "普惠率百分之几？", "普惠园居第2位。", "第2位", True),
    ("contradicts_unit", "增长百分之几？", "学位增长2.4倍。", "2.4倍", False),
    ("contradicts_unit", "普惠园占比是多少？", "普惠园58所。", "58所", True),
    ("contradicts_unit", "普惠园占比是多少？", "投入3.2亿元。", "3.2亿元", True),
    ("contradicts_unit", "普惠园占比是多少？", "占比91%。", "91%", False),
    ("contradicts_unit", "普惠园占比是多少？", "占地4100平方米。", "4100平方米", True),
    # a part of what is named before it
    ("contradicts_out_of", "心理教师里全职的有几名？", "配备心理教师174名，其中专职101名。", "174名", True),
    ("contradicts_out_of", "心理教师里全职的有几名？", "配备心理教师174名，其中专职101名。", "101名", False),
    ("contradicts_out_of", "医院里有几名医师？", "医师174名，其中女医师101名。", "174名", False),
    ("contradicts_out_of", "初中里有几名教师？", "教师174名，其中女教师101名。", "174名", False),
    # an amount of money by its own noun
    ("contradicts_money", "知识产权案件的标的额是多少？", "审结知识产权案件164件。", "164件", True),
    ("contradicts_money", "城管罚没款一共多少？", "罚没款46万元，涉及83人。", "83人", True),
    ("contradicts_money", "城管罚没款一共多少？", "罚没款46万元，涉及83人。", "46万元", False),
    ("contradicts_money", "申请贷款的有多少人？", "发放贷款3.2亿元，惠及83人。", "83人", False),
    ("contradicts_money", "学校的教师员额是多少？", "核定教师员额83名。", "83名", False),
    # a count, and a value for each of something
    ("contradicts_rate", "有多少名校医？", "每千名学生有校医1.4人。", "1.4人", True),
    ("contradicts_rate", "有多少名校医？", "全县有校医33人。", "33人", False),
    ("contradicts_rate", "在校生多少人？", "在校生1200.5人。", "1200.5人", False),
    ("contradicts_rate", "平均每所学校有多少名校医？", "每校有校医1.4人。", "1.4人", False),
    ("contradicts_rate", "每千名学生有几名校医？", "全县有校医33人。", "33人", True),
    ("contradicts_rate", "每千名学生有几名校医？", "每千名学生有校医1.4人。", "1.4人", False),
    ("contradicts_rate", "水费多少元？", "水费每吨2.5元。", "2.5元", False),
    ("contradicts_rate", "总共多少名校医？", "校均校医12人。", "12人", True),
    ("contradicts_rate", "人均培训多少学时？", "培训72学时。", "72学时", True),
    ("contradicts_rate", "人均培训多少学时？", "人均培训72学时。", "72学时", False),
    ("contradicts_rate", "总共多少名校医？", "全县有校医33人。", "33人", False),
    ("contradicts_rate", "有多少名校医？", "校均校医12人。", "12人", False),
    # for each of something else, or for each where all are asked for
    ("contradicts_per", "每千人有多少张床位？", "每百名老人有床位4.8张。", "4.8张", True),
    ("contradicts_per", "每千人有多少张床位？", "每千名老人有床位48张。", "48张", False),
    ("contradicts_per", "人均绿地多少平方米？", "户均绿地30平方米。", "30平方米", True),
    ("contradicts_per", "每人每月补助多少元？", "每人每月补助820元。", "820元", False),
    ("contradicts_per", "心理教师多少名？", "每校配备心理教师2名。", "2名", True),
    ("contradicts_per", "一个老师带几个娃？", "每名教师带14个孩子。", "14个", False),
    ("contradicts_per", "补助多少元？", "每生补助850元。", "850元", False),
    ("contradicts_per", "补助总额多少元？", "每生补助850元。", "850元", True),
    ("contradicts_per", "发病率是多少？", "发病率为每十万人48例。", "48例", False),
    # a share of which part
    ("contradicts_share", "轮岗教师占比多少？", "轮岗教师310人，其中骨干教师的比例为45%。", "45%", True),
    ("contradicts_share", "轮岗教师中骨干占比多少？", "轮岗教师310人，其中骨干教师的比例为45%。", "45%", False),
    ("contradicts_share", "骨干教师占比多少？", "轮岗教师310人，其中骨干教师的比例为45%。", "45%", False),
    ("contradicts_share", "轮岗教师占比多少？", "教师中轮岗的比例为17%。", "17%", False),
    ("contradicts_share", "轮岗教师多少人？", "轮岗教师310人，其中骨干教师140人。", "140人", False),
    # what the question says itself; measure words that never count the same; a value of each; what of a task was done
    ("contradicts_given", "移送起诉的22人判了几个？", "移送起诉22人。", "22人", True),
    ("contradicts_given", "移送起诉的22人判了几个？", "移送起诉22人，判处19人。", "19人", False),
    ("contradicts_given", "移送起诉多少人？", "移送起诉22人。", "22人", False),
    ("contradicts_unit", "养老院有多少张床？", "城市养老机构412个。", "412个", True),
    ("contradicts_unit", "判了几个人？", "移送虚假诉讼17件。", "17件", True),
    ("contradicts_unit", "出动了多少人？", "开展巡查1900余次。", "1900余次", True),
    ("contradicts_unit", "受理多少件？", "受理诉讼17起。", "17起", False),
    ("contradicts_unit", "装了多少台？", "加装电梯138部。", "138部", False),
    ("contradicts_rate", "早稻亩产多少？", "早稻1.46万亩。", "1.46万亩", True),
    ("contradicts_rate", "早稻亩产多少？", "早稻亩产412公斤。", "412公斤", False),
    ("contradicts_rate", "平均每个学校花多少钱？", "全年支出152.4万元。", "152.4万元", True),
    ("contradicts_rate", "平均每个学校花多少钱？", "校均支出12.7万元。", "12.7万元", False),
    ("contradicts_amount", "财税收入涨了百分之几？", "财税收入2087万元，为县定任务1950万元的107%。", "107%", True),
    (
        "contradicts_amount",
        "财税收入完成任务的百分之几？",
        "财税收入2087万元，为县定任务1950万元的107%。",
        "107%",
        False,
    ),
    ("contradicts_extent", "累计退出多少个村？", "年内退出4个村。", "4个", True),
    ("contradicts_part", "省级资金增长多少？", "资金2.37亿元，增长27.4%，其中省级资金6800万元。", "27.4%", True),
    ("contradicts_part", "资金增长多少？", "资金2.37亿元，增长27.4%，其中省级资金6800万元。", "27.4%", False),
    ("contradicts_sibling", "第一次模拟考达线率多少？", "第二次模拟考212人达线，达线率54.6%。", "54.6%", True),
    # the greatest of several, what was added to a whole, the distance from another place, where a change began
    ("contradicts_superlative", "听课最多的听了几节？", "人均听课42节，听得最多的是陈校长，达58节。", "42节", True),
    ("contradicts_superlative", "听课最多的听了几节？", "人均听课42节，听得最多的是陈校长，达58节。", "58节", False),
    ("contradicts_superlative", "最高分和最低分差多少？", "平均88.6分，最高95.2分。", "88.6分", False),
    ("contradicts_superlative", "人均听课几节？", "人均听课42节，听得最多的是陈校长，达58节。", "42节", False),
    ("contradicts_added", "油茶总共多少亩？", "新栽油茶5600亩，累计面积达1.34万亩。", "5600亩", True),
    ("contradicts_added", "新栽油茶多少亩？", "新栽油茶5600亩，累计面积达1.34万亩。", "5600亩", False),
    ("contradicts_basis", "巩固率比上年提高多少？", "巩固率92.6%，比全省低1.8个百分点。", "1.8个百分点", True),
    ("contradicts_basis", "巩固率比全省低多少？", "巩固率92.6%，比全省低1.8个百分点。", "1.8个百分点", False),
    ("contradicts_against", "巩固率比上年提高多少？", "巩固率92.6%，比2015年提高21.8个百分点。", "21.8个百分点", True),
    (
        "contradicts_against",
        "巩固率比2015年提高多少？",
        "巩固率92.6%，比2015年提高21.8个百分点。",
        "21.8个百分点",
        False,
    ),
    ("contradicts_against", "巩固率比2015年提高多少？", "巩固率92.6%，比上年提高1.9个百分点。", "1.9个百分点", True),
    ("contradicts_against", "企业数是2020年的几倍？", "民营企业数是2012年的3.5倍。", "3.5倍", True),
    ("contradicts_against", "企业数是2012年的几倍？", "民营企业数是2012年的3.5倍。", "3.5倍", False),
    ("contradicts_month", "11月整改隐患多少处？", "本月发现隐患93处，今年以来整改隐患761处。", "761处", True),
    ("contradicts_month", "11月整改隐患多少处？", "11月整改隐患93处。", "93处", False),
    ("contradicts_month", "8月登记多少户？", "9月登记684户，上月登记712户。", "684户", True),
    ("contradicts_month", "今年以来发现隐患多少处？", "本月发现隐患93处，今年以来发现隐患780处。", "93处", True),
    ("contradicts_month", "今年以来发现隐患多少处？", "本月发现隐患93处，今年以来发现隐患780处。", "780处", False),
    ("contradicts_level", "平均要等多少分钟？", "平均等候时间缩短12分钟。", "12分钟", True),
    ("contradicts_level", "等候时间缩短了多少分钟？", "平均等候时间缩短12分钟。", "12分钟", False),
    ("contradicts_level", "平均要等多少分钟？", "平均等候时间缩短到12分钟。", "12分钟", False),
    ("contradicts_added", "停车泊位总共多少个？", "停车泊位增加320个。", "320个", True),
    ("contradicts_added", "停车泊位增加了多少个？", "停车泊位增加320个。", "320个", False),
    (
        "contradicts_dealt",
        "县道建设多少公里？",
        "公路、县道、旅游公路建设分别为86公里、24公里、13公里。",
        "13公里",
        True,
    ),
    (
        "contradicts_dealt",
        "县道建设多少公里？",
        "公路、县道、旅游公路建设分别为86公里、24公里、13公里。",
        "24公里",
        False,
    ),
    ("contradicts_rate", "呼叫器一共花了多少钱？", "安装呼叫器百余台，每台成本在260元左右。", "260元左右", True),
    ("contradicts_rate", "呼叫器每台花多少钱？", "安装呼叫器百余台，每台成本在260元左右。", "260元左右", False),
    ("contradicts_start", "生活费提高了多少？", "生活费由600元提高到680元。", "600元", True),
    ("contradicts_start", "生活费提高了多少？", "生活费由600元提高到680元。", "680元", False),
    ("contradicts_start", "生活费原来是多少？", "生活费由600元提高到680元。", "600元", False),
    ("contradicts_rest", "还有几处没弄好？", "已整改33处，剩下的5处正在改。", "33处", True),
    ("contradicts_rest", "还有几处没弄好？", "已整改33处，剩下的5处正在改。", "5处", False),
    ("contradicts_aim", "新院到底投进去多少钱？", "新院总投资1.86亿元，完成投资1.12亿元。", "1.86亿元", True),
    ("contradicts_aim", "新院到底投进去多少钱？", "新院总投资1.86亿元，完成投资1.12亿元。", "1.12亿元", False),
    ("contradicts_aim", "招了多少老师？", "2025年计划招聘教师100名。", "100名", True),
    ("contradicts_aim", "安排了多少资金？", "2025年计划安排资金100万元。", "100万元", False),
    ("contradicts_rest", "还有几个问题没整改？", "反馈的39个问题中，完成整改37条。", "39个", True),
    ("contradicts_rest", "还有几个问题没整改？", "反馈的39个问题中，完成整改37条。", "37条", True),
    ("contradicts_rest", "还有几座危桥没修？", "桥梁318座，其中危桥27座。", "27座", False),
    ("contradicts_rest", "整改了几处？", "已整改33处，剩下的5处正在改。", "33处", False),
    # a level, and by how much it moved
    ("contradicts_level", "发病率是多少？", "发病率比上年下降0.6个百分点。", "0.6个百分点", True),
    ("contradicts_level", "发病率降了几个百分点？", "发病率比上年下降0.6个百分点。", "0.6个百分点", False),
    ("contradicts_level", "事故多少起？", "事故比上年减少9起。", "9起", True),
    ("contradicts_level", "事故多少起？", "事故比上年增加9起。", "9起", False),
    ("contradicts_level", "事故多少起？", "事故9起。", "9起", False),
    ("contradicts_level", "事故减少了多少起？", "事故比上年减少9起。", "9起", False),
    ("contradicts_level", "投入多少元？", "投入比上年减少900元。", "900元", False),
    ("contradicts_amount", "发病率下降了多少？", "发病率3.2%，下降0.6个百分点。", "3.2%", True),
    ("contradicts_amount", "发病率下降了多少？", "发病率3.2%，下降0.6个百分点。", "0.6个百分点", False),
    ("contradicts_amount", "发病率下降了多少？", "发病率3.2%。", "3.2%", False),
    ("contradicts_amount", "发病率是多少？", "发病率3.2%，下降0.6个百分点。", "3.2%", False),
    ("contradicts_amount", "招聘教师比上年多多少人？", "招聘教师156人，比上年多21人。", "156人", True),
    ("contradicts_amount", "招聘教师比上年多多少人？", "招聘教师156人，比上年多21人。", "21人", False),
    ("contradicts_amount", "招聘教师减少了多少人？", "招聘教师156人，减少21人。", "156人", True),
    ("contradicts_amount", "招聘教师减少了多少人？", "招聘教师156人。", "156人", False),
    ("contradicts_amount", "招聘教师减少了多少人？", "招聘教师156人，占比降低0.6个百分点。", "156人", True),
    ("contradicts_amount", "发病率从多少下降到多少？", "发病率3.2%，下降0.6个百分点。", "3.2%", False),
    ("contradicts_amount", "结对增加了多少对？", "结对由8对增加到13对，比上年增加5对。", "13对", False),
    ("contradicts_amount", "占比下降了多少？", "占比差距3个百分点，下降0.6个百分点。", "3个百分点", False),
    # where a change began is not how much there is
    ("contradicts_end", "现在有几所公办园？", "公办园由9所减少到6所。", "9所", True),
    ("contradicts_end", "现在有几所公办园？", "公办园由9所减少到6所。", "6所", False),
    ("contradicts_end", "公办园原来有几所？", "公办园由9所减少到6所。", "9所", False),
    ("contradicts_end", "2024年有几所公办园？", "公办园由9所减少到6所。", "9所", True),
    ("contradicts_end", "现在公办园从几所减少到几所？", "公办园由9所减少到6所。", "9所", False),
    # a place in an order by total, and by growth
    ("contradicts_order", "产值增速居第几位？", "产值总量居全市第5位。", "第5位", True),
    ("contradicts_order", "产值总量居第几位？", "产值总量居全市第5位。", "第5位", False),
    ("contradicts_order", "产值居第几位？", "产值总量居全市第5位。", "第5位", False),
    ("contradicts_order", "产值增速是多少？", "产值总量占全市的5%。", "5%", False),
    ("contradicts_order", "产值增速居第几位？", "产值总量大，增速居全市第5位。", "第5位", False),
    # another whole of which a share is told
    ("contradicts_base", "产值占全省的比重是多少？", "产值占全市产值的17.3%。", "17.3%", True),
    ("contradicts_base", "产值占全市的比重是多少？", "产值占全市产值的17.3%。", "17.3%", False),
    ("contradicts_base", "产值占全省的比重是多少？", "工业占产值的17.3%。", "17.3%", False),
    ("contradicts_base", "产值占比是多少？", "产值占全市产值的17.3%。", "17.3%", False),
    ("contradicts_base", "产值占全市的比重是多少？", "产值占全省产值的17.3%。", "17.3%", True),
    # a place that neither report nor passage names
    ("contradicts_place", "白石县招聘教师多少人？", "招聘教师156人。", "156人", True),
    ("contradicts_place", "青石县招聘教师多少人？", "招聘教师156人。", "156人", False),
    ("contradicts_place", "云岭县支教教师多少人？", "赴云岭县支教12人。", "12人", False),
    ("contradicts_place", "云岭县支教教师多少人？", "赴云岭支教12人。", "12人", False),
    ("contradicts_place", "东城街道有几所小学？", "东城、西城街道小学12所。", "12所", False),
    ("contradicts_place", "招聘教师多少人？", "招聘教师156人。", "156人", False),
    # words that exclude one another
    ("contradicts_kind", "金牌多少枚？", "获银牌9枚。", "9枚", True),
    ("contradicts_kind", "金牌多少枚？", "获金牌9枚。", "9枚", False),
    ("contradicts_kind", "奖牌多少枚？", "获银牌9枚。", "9枚", False),
    ("contradicts_number", "700分以上多少人？", "600分以上16人。", "16人", True),
    ("contradicts_number", "600分以上多少人？", "600分以上16人。", "16人", False),
    ("contradicts_count", "消防检查几轮？", "消防、燃气等检查9轮。", "9轮", True),
    ("contradicts_count", "消防、燃气检查几轮？", "消防、燃气等检查9轮。", "9轮", False),
    ("contradicts_count", "消防检查几轮？", "消防检查9轮。", "9轮", False),
    # all are asked for
    ("contradicts_whole", "全县有多少名教师？", "为200名教师开展培训。", "200名", True),
    ("contradicts_whole", "全县有多少名教师？", "全县有教师200名。", "200名", False),
    ("contradicts_whole", "全县有多少名教师？", "教师200名，其中女教师40名。", "40名", True),
    ("contradicts_whole", "培训了多少名教师？", "为200名教师开展培训。", "200名", False),
    # what was added, and the whole
    ("contradicts_added", "新认定示范园多少所？", "新认定示范园3所，总数达到14所。", "14所", True),
    ("contradicts_added", "新认定示范园多少所？", "新认定示范园3所，总数达到14所。", "3所", False),
    ("contradicts_added", "示范园总数多少所？", "新认定示范园3所，总数达到14所。", "14所", False),
    ("contradicts_added", "2024年新认定示范园多少所？", "累计认定示范园14所。", "14所", True),
    ("contradicts_added", "新认定示范园多少所？", "累计认定示范园14所。", "14所", False),
    ("contradicts_added", "2024年新增投入多少元？", "累计投入14万元。", "14万元", False),
    # another thing of a list that 分别 deals values out to
    ("contradicts_dealt", "良好率提高多少？", "优秀率、良好率分别提高1.3%和2.4%。", "1.3%", True),
    ("contradicts_dealt", "良好率提高多少？", "优秀率、良好率分别提高1.3%和2.4%。", "2.4%", False),
    ("contradicts_dealt", "优秀率提高多少？", "优秀率、良好率分别提高1.3%和2.4%。", "2.4%", True),
    ("contradicts_dealt", "达标率提高多少？", "优秀率、良好率分别提高1.3%和2.4%。", "1.3%", False),
    ("contradicts_dealt", "良好率提高多少？", "优秀率提高1.3%，良好率提高2.4%。", "1.3%", False),
    # a stage of schooling that the evidence does not speak of
    ("contradicts_stage", "小学招生多少人？", "中小学招生9384人。", "9384人", True),
    ("contradicts_stage", "小学招生多少人？", "小学招生9384人。", "9384人", False),
    ("contradicts_stage", "招生多少人？", "中小学招生9384人。", "9384人", False),
    # a word that has a value of its own behind the figure
    ("contradicts_part", "小学生达标率是多少？", "总体达标率52.1%，其中小学生36.4%。", "52.1%", True),
    ("contradicts_part", "小学生达标率是多少？", "总体达标率52.1%，其中小学生36.4%。", "36.4%", False),
    ("contradicts_part", "达标率是多少？", "总体达标率52.1%，其中小学生36.4%。", "52.1%", False),
    ("contradicts_part", "小学生达标率是多少？", "小学生达标率52.1%，初中生36.4%。", "52.1%", False),
    ("contradicts_owner", "持证率是多少？", "整改率提高到99.2%，持证率提高2.6个百分点。", "99.2%", True),
    ("contradicts_owner", "持证率是多少？", "整改率提高到99.2%，持证率提高2.6个百分点。", "2.6个百分点", False),
    ("contradicts_owner", "整改率是多少？", "整改率提高到99.2%，持证率提高2.6个百分点。", "99.2%", False),
    ("contradicts_owner", "是多少？", "整改率提高到99.2%，持证率提高2.6个百分点。", "99.2%", False),
    # named only to be left out
    ("contradicts_excluded", "乡村医生有多少人？", "执业医师2150人（不含乡村医生）。", "2150人", True),
    ("contradicts_excluded", "执业医师有多少人？", "执业医师2150人（不含乡村医生）。", "2150人", False),
    ("contradicts_excluded", "不含乡村医生的医师有多少人？", "执业医师2150人（不含乡村医生）。", "2150人", False),
    ("contradicts_excluded", "乡村医生有多少人？", "执业医师2150人（不含乡村医生310人）。", "310人", False),
    ("contradicts_excluded", "乡村医生有多少人？", "乡村医生310人，执业医师2150人（不含乡村医生）。", "310人", False),
    # an age by which people are told
    ("contradicts_age", "老人有多少？", "65周岁以上老人3.1万人。", "65周岁以上", True),
    ("contradicts_age", "老人有多少？", "65周岁以上老人3.1万人。", "3.1万人", False),
    ("contradicts_age", "老人多大年龄？", "65周岁以上老人3.1万人。", "65周岁以上", False),
    ("contradicts_age", "平均寿命多少？", "平均寿命81岁。", "81岁", False),
    # a wider place's value
    ("contradicts_area", "全省培训园长多少名？", "本县培训园长9名。", "9名", True),
    ("contradicts_area", "全省培训园长多少名？", "全省培训园长640名。", "640名", False),
    ("contradicts_area", "培训园长多少名？", "本县培训园长9名。", "9名", False),
    # a brother, or another house alike
    ("contradicts_sibling", "二小有多少名学生？", "三小有学生900名。", "900名", True),
    ("contradicts_sibling", "二小有多少名学生？", "二小有学生900名。", "900名", False),
    ("contradicts_sibling", "第二小学投资多少？", "第一小学投资3200万元。", "3200万元", True),
    ("contradicts_sibling", "第二小学投资多少？", "第二小学投资3200万元。", "3200万元", False),
    ("contradicts_sibling", "城南小学有多少名学生？", "城北小学有学生1080名。", "1080名", True),
    ("contradicts_sibling", "全市中小学有多少名学生？", "城北小学有学生1080名。", "1080名", False),
    ("contradicts_sibling", "B街道收入多少？", "A街道收入2.1亿元。", "2.1亿元", True),
    ("contradicts_sibling", "B街道收入多少？", "A街道收入2.1亿元，B街道1.7亿元。", "1.7亿元", False),
    ("contradicts_dealt", "B级食堂多少家？", "A级、B级食堂分别为26家、48家。", "26家", True),
    ("contradicts_dealt", "B级食堂多少家？", "A级、B级食堂分别为26家、48家。", "48家", False),
    ("contradicts_sibling", "有多少名学生？", "三小有学生900名。", "900名", False),
    ("contradicts_sibling", "二小有多少名学生？", "二小800名，三小900名。", "800名", False),
    ("contradicts_name", "石塘法庭审结多少件？", "高新法庭审结310件。", "310件", True),
    ("contradicts_name", "石塘法庭审结多少件？", "石塘法庭审结310件。", "310件", False),
    ("contradicts_name", "石塘法庭审结多少件？", "审结310件。", "310件", False),
    ("contradicts_name", "审结多少件？", "高新法庭审结310件。", "310件", False),
    # who died
    ("contradicts_fate", "流感死了几个人？", "流感报告77例。", "77例", True),
    ("contradicts_fate", "事故死了几个人？", "交通事故死亡2人。", "2人", False),
    ("contradicts_fate", "流感报告几例？", "流感报告77例。", "77例", False),
    ("contradicts_fate", "流感死亡率是多少？", "流感发病率0.7%。", "0.7%", False),
    # what lies below nothing, and above it
    ("contradicts_pole", "医保基金赤字多少？", "医保基金结余2400万元。", "2400万元", True),
    ("contradicts_pole", "医保基金结余多少？", "医保基金赤字2400万元。", "2400万元", False),  # shown with its word
    ("contradicts_pole", "利润多少？", "营业收入5400万元，全年亏损3200万元。", "5400万元", True),
    ("contradicts_pole", "利润多少？", "营业收入5400万元，全年亏损3200万元。", "3200万元", False),
    ("contradicts_pole", "营业收入多少？", "营业收入5400万元，全年亏损3200万元。", "5400万元", False),
    ("contradicts_pole", "利润增长多少？", "亏损3200万元，利润增长4%。", "4%", False),
    # where a change began
    ("contradicts_begun", "申请材料要几份？", "申请材料由12份精简至5份。", "12份", True),
    ("contradicts_begun", "申请材料要几份？", "申请材料由12份精简至5份。", "5份", False),
    ("contradicts_begun", "申请材料原来要几份？", "申请材料由12份精简至5份。", "12份", False),
    (
        "contradicts_begun",
        "2023年申请材料几份？",
        "申请材料由12份精简至5份。",
        "12份",
        False,
    ),  # the year before the report's
    ("contradicts_begun", "申请材料减少了几份？", "申请材料由12份精简至5份。", "12份", False),
    # another part of the year
    ("contradicts_season", "上半年来访多少批？", "全年来访870批。", "870批", True),
    ("contradicts_season", "上半年来访多少批？", "上半年来访410批，全年来访870批。", "410批", False),
    ("contradicts_season", "上半年来访多少批？", "来访870批。", "870批", False),
    ("contradicts_season", "来访多少批？", "上半年来访410批。", "410批", False),
    ("contradicts_season", "上半年计划来访多少批？", "全年计划来访870批。", "870批", False),
    ("contradicts_holiday", "游客多少人次？", "端午假期接待游客5.2万人次。", "5.2万人次", True),
    ("contradicts_holiday", "端午游客多少人次？", "端午假期接待游客5.2万人次。", "5.2万人次", False),
    ("contradicts_holiday", "景区多少处？", "端午假期开放景区52处。", "52处", False),
    ("contradicts_holiday", "游客多少人次？", "接待游客5.2万人次。", "5.2万人次", False),
    # the sum of many years
    ("contradicts_extent", "2024年改造多少户？", "累计改造930户，当年改造150户。", "930户", True),
    ("contradicts_extent", "2024年改造多少户？", "累计改造930户，当年改造150户。", "150户", False),
    ("contradicts_extent", "2024年改造多少户？", "累计改造930户。", "930户", False),
    ("contradicts_extent", "改造多少户？", "累计改造930户，当年改造150户。", "930户", False),
    ("contradicts_extent", "2024年一共改造多少户？", "累计改造930户，当年改造150户。", "930户", False),
    ("contradicts_extent", "2023年改造多少户？", "2021年至2023年累计改造930户。", "930户", True),
    # a plan, and a result
    ("contradicts_aim", "计划栽树多少亩？", "计划栽树500亩，实际栽树430亩。", "430亩", True),
    ("contradicts_aim", "计划栽树多少亩？", "计划栽树500亩，实际栽树430亩。", "500亩", False),
    ("contradicts_aim", "实际栽树多少亩？", "计划栽树500亩，实际栽树430亩。", "500亩", True),
    ("contradicts_aim", "实际栽树多少亩？", "计划栽树500亩，实际栽树430亩。", "430亩", False),
    ("contradicts_aim", "实际检查几次？", "检查不少于2次。", "不少于2次", True),
    ("contradicts_aim", "检查几次？", "检查不少于2次。", "不少于2次", False),
    ("contradicts_aim", "栽树多少亩？", "计划栽树500亩。", "500亩", False),
    ("contradicts_aim", "栽树多少亩？", "计划栽树500亩，实际栽树430亩。", "500亩", True),
    # other years
    ("contradicts_time", "2023年招聘多少人？", "招聘教师156人。", "156人", True),
    ("contradicts_time", "2024年招聘多少人？", "招聘教师156人。", "156人", False),
    ("contradicts_time", "2023年招聘多少人？", "2023年招聘教师156人。", "156人", False),
    ("contradicts_time", "2023年招聘多少人？", "2021年至2023年招聘教师156人。", "156人", False),
    ("contradicts_time", "2022年招聘多少人？", "2021年至2023年招聘教师156人。", "156人", True),
    ("contradicts_time", "2023年招聘多少人？", "2021年至2023年年均招聘教师156人。", "156人", True),
    ("contradicts_time", "2021—2023年招聘多少人？", "2021年至2023年招聘教师156人。", "156人", False),
    ("contradicts_time", "招聘多少人？", "2021年至2023年招聘教师156人。", "156人", False),
]


@pytest.mark.parametrize(("fact", "typed", "words", "text", "expected"), CASES)
def test_a_fact_rules_out_this_figure_and_not_that(
    fact: str, typed: str, words: str, text: str, expected: bool
) -> None:
    assert ruled_out(fact, typed, words, text) is expected


def test_what_an_earlier_turn_asked_is_no_answer_to_this_one() -> None:
    read = sentence("10家企业被认定为高新企业，新培育中小企业120家。")
    ten, more = (figure for figure in read.figures if figure.unit == "家")
    asked = asking("高新", Term("中小企业", 0.5, soft=True))
    assert turns.contradicts_asked_now(asked, read, more)
    assert not turns.contradicts_asked_now(asked, read, ten)
    assert not turns.contradicts_asked_now(asking("中小企业"), read, more)


def test_every_fact_has_a_figure_that_it_rules_out_and_one_that_it_does_not() -> None:
    told = {(fact, expected) for fact, *_, expected in CASES}
    tabled = {
        "contradicts_row",
        "contradicts_cell",
        "contradicts_blank",
        "contradicts_group",
        "contradicts_former",
        "contradicts_tense",
        "contradicts_asked_now",
    }
    assert {(name, way) for name in FACTS if name not in tabled for way in (True, False)} <= told
    every: list[Veto] = [*VETOES, *LATE]
    defined = {
        n for m in (quantities, shares, tables, things, times, wholes) for n in vars(m) if n.startswith("contradicts_")
    }
    assert defined <= {veto.__name__ for veto in every}
    assert facts.ruled_out is not None


TABLE = """各类机构如下：

| 机构 | 个数 | 床位（张） |
|---|---|---|
| 医院 | 18 | 6420 |
| 卫生院 | 5 | 210 |
| 诊疗中心 | 7 | — |
"""
TWO_NAMES = """各园情况如下：

| 幼儿园 | 性质 | 班数 | 幼儿 |
|---|---|---|---|
| 蓝天园 | 公办 | 12 | 356 |
| 春芽园 | 公办 | 15 | — |
"""


def cell(text: str) -> Candidate:
    return next(c for c in sentences(report(TABLE)) if any(f.text == text for f in c.figures))


@pytest.mark.parametrize(
    ("fact", "typed", "text", "expected"),
    [
        ("contradicts_row", "卫生院有几个？", "18", True),
        ("contradicts_row", "卫生院有几个？", "5", False),
        ("contradicts_row", "医院有几个？", "18", False),
        ("contradicts_row", "机构有几个？", "18", False),  # no row is named
        ("contradicts_blank", "诊疗中心的床位有多少张？", "7", True),
        ("contradicts_blank", "诊疗中心的个数是多少？", "7", False),  # its own column is named
        ("contradicts_blank", "卫生院的床位有多少张？", "5", False),  # which has a value
        ("contradicts_cell", "诊所有几个？", "18", True),
        ("contradicts_cell", "医院有几个？", "18", False),
        ("contradicts_cell", "卫生院有几个？", "5", False),
    ],
)
def test_a_cell_answers_for_its_own_row(fact: str, typed: str, text: str, expected: bool) -> None:
    read = cell(text)
    assert FACTS[fact](understand(typed, (), ()), read, figure(read, text)) is expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("春芽园幼儿有多少人？", "356", True),
        ("蓝天园幼儿有多少人？", "356", False),
        ("公办园幼儿有多少人？", "356", False),
    ],
)
def test_either_of_two_names_tells_a_row(typed: str, text: str, expected: bool) -> None:
    read = next(c for c in sentences(report(TWO_NAMES)) if any(f.text == text for f in c.figures))
    assert FACTS["contradicts_row"](understand(typed, (), ()), read, figure(read, text)) is expected


YEARS_ACROSS = "| 指标 | 2024年 | 2023年 |\n|---|---|---|\n| 床位（张） | 640 | 610 |\n| 诊室（间） | — | 31 |\n"
YEARS_DOWN = "| 年份 | 床位（张） |\n|---|---|\n| 2023 | 610 |\n| 2024 | 640 |\n| 2025 | 700 |\n"


@pytest.mark.parametrize("table", [YEARS_ACROSS, YEARS_DOWN])
@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("床位有多少张？", "610张", True),
        ("床位有多少张？", "640张", False),
        ("2023年床位有多少张？", "610张", False),
        ("床位比上年增加多少张？", "610张", False),
    ],
)
def test_the_latest_year_of_a_table_answers_who_names_none(table: str, typed: str, text: str, expected: bool) -> None:
    read = next(c for c in sentences(report(table)) if any(f.text == text for f in c.figures))
    assert FACTS["contradicts_former"](understand(typed, (), ()), read, figure(read, text)) is expected


def test_a_year_without_a_later_value_beside_it_answers() -> None:
    read = next(c for c in sentences(report(YEARS_ACROSS)) if any(f.text == "31间" for f in c.figures))
    assert not FACTS["contradicts_former"](understand("诊室有多少间？", (), ()), read, figure(read, "31间"))


COUNTED = "| 学校 | 课程数 | 获奖数（项） |\n|---|---|---|\n| 甲校 | 12 | 5 |\n| 乙校 | — | 2 |\n"


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("乙校开设了多少门课程？", "2项", True),  # 课程数 is empty
        ("乙校获奖多少项？", "2项", False),
        ("甲校开设了多少门课程？", "5项", False),  # which has a value
    ],
)
def test_a_column_that_counts_is_named_without_its_last_word(typed: str, text: str, expected: bool) -> None:
    read = next(c for c in sentences(report(COUNTED)) if any(f.text == text for f in c.figures))
    assert FACTS["contradicts_blank"](understand(typed, (), ()), read, figure(read, text)) is expected


GROUPED = """<html><body><h1>2024年青石县就业统计</h1><table><tr><th rowspan=2>乡</th><th colspan=2>高校毕业生</th>
<th colspan=2>农民工</th></tr><tr><th>就业（人）</th><th>培训（人）</th><th>就业（人）</th><th>培训（人）</th></tr>
<tr><td>甲乡</td><td>251</td><td></td><td>390</td><td>128</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("甲乡高校毕业生培训多少人？", "128人", True),
        ("甲乡农民工培训多少人？", "128人", False),
        ("甲乡培训多少人？", "128人", False),  # no group is named
        ("甲乡高校毕业生和农民工就业多少人？", "390人", False),
    ],
)
def test_a_cell_answers_for_the_heading_over_its_column(typed: str, text: str, expected: bool) -> None:
    indexed = analyse_report(read_report(Path("2024年青石县就业统计.html"), GROUPED.encode()))
    row = sentence("甲乡", indexed)
    assert FACTS["contradicts_group"](understand(typed, (), ()), row, figure(row, text)) is expected


def test_a_figure_of_no_table_has_no_row_to_contradict() -> None:
    for fact in ("contradicts_row", "contradicts_cell", "contradicts_blank", "contradicts_group", "contradicts_former"):
        assert not ruled_out(fact, "诊所有几个？", "医院18个。", "18个")


@pytest.mark.parametrize(
    ("typed", "title", "section", "expected"),
    [
        ("2024年就业目标是多少人？", "2024年青石县政府工作报告", "一、2023年工作回顾", True),
        ("2024年就业目标是多少人？", "2024年青石县政府工作报告", "一、2024年工作安排", False),
        ("2023年就业多少人？", "2024年青石县政府工作报告", "一、2024年工作安排", False),
        ("2024年就业目标是多少人？", "2024年青石县教育工作总结", "一、工作回顾", False),
    ],
)
def test_a_result_is_no_goal_in_a_report_that_gives_both(typed: str, title: str, section: str, expected: bool) -> None:
    assert (
        ruled_out("contradicts_tense", typed, "推动新增就业156人。", "156人", title=title, section=section) is expected
    )
