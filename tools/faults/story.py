"""The commands that a campaign ends, fails and gives again: a small ledger's life, step by step.

A step is one command that changes files. `done` are the codes by which the same command, given
again, may say that everything is there already; `check` looks at what must be there in the end.
"""
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

STANDS = """stand_id,area_ha,species,volume_m3_ha_2020,volume_m3_ha_2025,township,village,admin_code
XD001,10.0,马尾松,40,70,小南海镇,新建村,500114101201
XD002,10.0,杉木,45,80,小南海镇,新建村,500114101201
HB001,10.0,马尾松,42,72,邻鄂镇,五原村,500114102205
HB002,10.0,杉木,41,75,邻鄂镇,五原村,500114102205
"""

RIGHTS_HEAD = "林权证号,小班号,权利类型,户号,户主姓名,权利人类型,村,乡镇,面积(亩),份额,起始日期,终止日期,依据\n"
RIGHTS_ROWS = [("0001", "XD001", "001", "张三", "新建村", "小南海镇", 150),
               ("0002", "XD002", "002", "李四", "新建村", "小南海镇", 90),
               ("0003", "XD002", "003", "王五", "新建村", "小南海镇", 60),
               ("0101", "HB001", "101", "冉大", "五原村", "邻鄂镇", 150),
               ("0102", "HB002", "102", "田二", "五原村", "邻鄂镇", 150)]

SCHEME = {
    "scheme": "F", "project": "P", "basis": "2026年3月1日村民代表会议决议", "notice_days": 10,
    "quorum_num": 2, "quorum_den": 3, "adopters": ["v1", "v2"],
    "steps": [{"step": "s1", "kind": "percent", "payee": "dev", "num": 30, "den": 100,
               "of": "gross", "label_en": "Developer", "label_zh": "项目业主", "basis": "第六条"},
              {"step": "s2", "kind": "holders", "by": "area_days", "label_en": "Households",
               "label_zh": "农户", "basis": "第六条"}]}


def rights_csv():
    text = RIGHTS_HEAD
    for number, stand, code, name, village, township, mu in RIGHTS_ROWS:
        who = f"{code},{name},农户,{village},{township},{mu},100"
        certificate = f"林证字(2009)第{number}号,{stand}"
        text += f"{certificate},承包权,{who},2009-06-01,2079-06-01,\n"
        text += f"{certificate},碳汇收益权,{who},2020-01-01,2040-01-01,合同第六条\n"
    return text


def write_inputs(folder: Path):
    """What the commands read; nothing here is changed by them."""
    folder.mkdir()
    (folder / "stands.csv").write_text(STANDS, encoding="utf-8")
    (folder / "rights.csv").write_text(rights_csv(), encoding="utf-8")
    (folder / "scheme.json").write_text(json.dumps(SCHEME, ensure_ascii=False), encoding="utf-8")
    (folder / "paper.pdf").write_text("a document", encoding="utf-8")


class Case:
    """A folder with a ledger, its keys and what commands have written beside them."""

    def __init__(self, linhui: str, folder: Path, inputs: Path):
        self.linhui, self.folder, self.inputs = linhui, folder, inputs

    def words(self, step_words):
        return [word.replace("{in}", str(self.inputs)) for word in step_words]

    def run(self, words, day=None, environment=None, json_form=False):
        line = [self.linhui] + ([] if "--ledger" in words else ["--ledger", "ledger"])
        line += (["--at", day] if day else []) + (["--json"] if json_form else [])
        return subprocess.run(line + self.words(words), cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=300)

    def ask(self, words):
        """The answer of a reading command; fails where it has none."""
        run = self.run(words, json_form=True)
        if run.returncode != 0:
            raise AssertionError(f"{words[0]} {words[1]}: exit {run.returncode} {run.stdout}")
        return json.loads(run.stdout)

    def sound(self):
        return self.run(["verify"]).returncode == 0

    def there(self):
        return (self.folder / "ledger" / "data.mdb").exists()

    def size(self):
        return len(self.ask(["log", "show"])["records"]) if self.there() else 0


@dataclass
class Step:
    name: str
    day: str
    words: list
    done: set = field(default_factory=set)
    check: Optional[Callable[[Case], None]] = None
    records: int = 1  # that it adds to the log
    campaign: bool = True


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def key_in_place(party):
    def check(case):
        expect((case.folder / "ledger.keys" / f"{party}.pem").exists(), f"no key of {party}")
    return check


def cards_in_hand(case):
    """Every card of the file opens the door, and every household has one."""
    lines = (case.folder / "cards.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    cards = [line.split(",")[:2] for line in lines]
    expect(len(cards) == len(RIGHTS_ROWS), f"{len(cards)} cards")
    records = case.ask(["log", "show"])["records"]
    registers = [one for one in records if one.get("type") == "right.register"]
    expect(len(registers) == 1, f"{len(registers)} registers in the log")
    server = subprocess.Popen(
        [case.linhui, "--ledger", "ledger", "serve", "--listen", "127.0.0.1:0"], cwd=case.folder,
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        address = ""
        while "://" not in address:
            address = server.stderr.readline()
            expect(address, "the server does not start")
        url = "http://" + address.split("://")[1].strip() + "/"
        for household, pin in cards:
            form = urllib.parse.urlencode({"household": household, "pin": pin}).encode()
            try:
                urllib.request.urlopen(urllib.request.Request(url, form), timeout=30).read()
            except urllib.error.HTTPError as refused:
                raise AssertionError(f"a card is refused: {refused.code}") from refused
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()


def references_kept(case):
    """A paid line's reference at the bank is what opens its commitment: it can be proved."""
    lines = (case.folder / "cards.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    for line in lines:
        answer = case.ask(["share", "show", "--household", line.split(",")[0]])
        shares = answer["holders"][0]["shares"]
        expect(shares and all(share.get("payment_reference") for share in shares), "a reference is lost")


def restores(case):
    run = subprocess.run([case.linhui, "--ledger", "again", "restore", "copy.tar", "--none-kept"],
                         cwd=case.folder, capture_output=True, text=True)
    expect(run.returncode == 0, "the copy does not restore: " + run.stderr)
    expect((case.folder / "again" / "private" / "data.mdb").exists(), "no private store in it")


def party(name, kind, role, *more):
    return Step("party add", "2026-01-05",
                ["party", "add", name, "--kind", kind, "--role", role, "--name", name, *more],
                {"party_exists"}, key_in_place(name), campaign=name == "dev")


def approve(village):
    return Step("distribute approve", "2026-03-15",
                ["distribute", "approve", "D", "--resolution", "{in}/paper.pdf", "--held-on",
                 "2026-03-14", "--entitled", "30", "--present", "25", "--in-favour", "24",
                 "--against", "1", "--as", village], campaign=False)


def story():
    """Every command that writes, in an order in which each has what it needs."""
    return [
        Step("init", "2026-01-05",
             ["init", "ledger", "--name", "试验", "--purpose", "demonstration", "--registrar",
              "reg", "--registrar-name", "登记机构"], check=key_in_place("reg")),
        party("dev", "company", "developer"),
        party("ver", "verifier", "verifier"),
        party("buyer", "company", "buyer"),
        party("v1", "collective", "collective", "--township", "小南海镇", "--village", "新建村"),
        party("v2", "collective", "collective", "--township", "邻鄂镇", "--village", "五原村"),
        Step("key new", "2026-01-05", ["key", "new", "buyer"], check=key_in_place("buyer")),
        Step("method publish", "2026-01-05",
             ["method", "publish", "AR-CM-001-V01", "--basis", "recalled", "--compared-with",
              "none", "--compared-by", "nobody", "--compared-on", "2026-01-05"]),
        Step("mechanism define", "2026-01-05",
             ["mechanism", "define", "M", "--name", "M", "--buffer", "10/100", "--method",
              "AR-CM-001-V01", "--basis", "b"]),
        Step("stands import", "2026-01-05",
             ["stands", "import", "{in}/stands.csv", "--project", "P"]),
        Step("right import", "2026-01-05",
             ["right", "import", "{in}/rights.csv", "--cards", "cards.csv"],
             check=cards_in_hand),
        Step("project register", "2026-01-05",
             ["project", "register", "P", "--name", "P", "--method", "AR-CM-001-V01",
              "--mechanism", "M", "--from", "2020", "--to", "2039"]),
        Step("project validate", "2026-01-25",
             ["project", "validate", "P", "--statement", "{in}/paper.pdf"], campaign=False),
        Step("project approve", "2026-01-25", ["project", "approve", "P"], campaign=False),
        Step("report file", "2026-02-01",
             ["report", "file", "R", "--project", "P", "--from", "2020", "--to", "2025",
              "--statement", "s"]),
        Step("report verify", "2026-02-10", ["report", "verify", "R", "--opinion", "ok"]),
        Step("credit issue", "2026-02-15", ["credit", "issue", "--report", "R"]),
        Step("sale match", "2026-03-01", ["sale match"]),  # its serials: see serials_of()
        Step("sale settle", "2026-03-10",
             ["sale", "settle", "S", "--received-on", "2026-03-10", "--evidence",
              "{in}/paper.pdf"]),
        Step("scheme adopt", "2026-03-11",
             ["scheme", "adopt", "{in}/scheme.json", "--resolution", "{in}/paper.pdf"]),
        Step("distribute calculate", "2026-03-12",
             ["distribute", "calculate", "D", "--scheme", "F", "--sale", "S", "--from",
              "2021-01-01", "--to", "2026-01-01"]),
        approve("v1"),
        approve("v2"),
        Step("distribute publish", "2026-03-16",
             ["distribute", "publish", "D", "--notice", "{in}/paper.pdf"], campaign=False),
        Step("distribute finalise", "2026-03-27", ["distribute", "finalise", "D"],
             campaign=False),
        Step("distribute pay", "2026-04-01",
             ["distribute", "pay", "D", "--paid-on", "2026-04-01"], {"run_state"},
             references_kept),
        Step("export", "2026-04-01",
             ["export", "--format", "project-json", "--project", "P", "--out", "p.json"],
             records=1),
        Step("log tiles", None, ["log", "tiles", "public"], {"folder_not_empty"}, records=0),
        Step("log prove", None, ["log", "prove", "3", "--out", "proof.json"], records=0),
        Step("backup", None, ["backup", "copy.tar"], {"file_exists"}, restores, records=0),
        Step("restore", None, ["--ledger", "second", "restore", "copy.tar", "--none-kept"], {"folder_exists"},
             lambda case: expect((case.folder / "second" / "private" / "private.key").exists(),
                                 "no private store"), records=0),
    ]


def with_serials(step, case):
    """The sale of every credit that the developer holds."""
    if step.words != ["sale match"]:
        return step
    blocks = case.ask(["credit", "list", "--owner", "dev", "--state", "held"])["blocks"]
    step.words = ["sale", "match", "S", "--seller", "dev", "--buyer", "buyer", "--price", "50",
                  "--contract", "c"]
    for block in blocks:
        step.words += ["--serials", block["serials"]]
    return step
