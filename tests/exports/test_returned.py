"""What reviewers return from other programs becomes decisions, and nothing else does."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from pipeline.decisions.store import read_log

LABELS = "LABOR", "PROTEST", "QUOTE"


def _decisions(run):
    """What was decided: action, what is at its place, patch."""
    text = json.loads((run / "records.jsonl").read_text(encoding="utf-8").split("\n")[0])[
        "text"
    ]
    out = {}
    for one in read_log(run):
        words = "|".join(text[start:end] for start, end in one.item.spans)
        out[words, one.item.type] = one.action, one.patch
    return out


QUOTED = "We lost\nall trust,|and =money."
PLANNED = "The union plans to march on 1 May"
AS_IT_WAS = {
    ("shut", "LABOR"): ("accept", None),
    ("march", "PROTEST"): ("accept", None),
    (QUOTED, "direct"): ("accept", None),
    (PLANNED, "indirect"): ("accept", None),
}


class LabelStudio:
    """Stands in for the program: what it shows, what a user does, what it exports."""

    def __init__(self, path, offsets="codepoints"):
        self.path, self.wide = path, offsets == "utf16"
        self.tasks = json.loads(path.read_bytes())
        for number, task in enumerate(self.tasks, 1):
            (shown,) = task["predictions"]
            task["id"] = number
            task["annotations"] = [{
                "result": shown["result"], "completed_by": {"id": 1, "email": "bo@x.org"},
                "updated_at": "2026-03-07T11:00:00.5+01:00", "was_cancelled": False,
            }]  # fmt: skip

    @property
    def result(self):
        return self.tasks[0]["annotations"][0]["result"]

    def _value(self, words):
        text = self.tasks[0]["data"]["text"]
        start = text.index(words)
        place = [start, start + len(words)]
        if self.wide:
            place = [len(text[:at].encode("utf-16-le")) // 2 for at in place]
        return {"start": place[0], "end": place[1], "text": words}

    def remove(self, words):
        gone = {one["id"] for one in self.result if one.get("value", {}).get("text") == words}
        self.result[:] = [
            one
            for one in self.result
            if not gone & {one.get("id"), one.get("from_id"), one.get("to_id")}
        ]

    def relabel(self, words, label):
        for one in self.result:
            if one["type"] == "labels" and one["value"]["text"] == words:
                one["value"]["labels"] = [label]

    def move(self, words, to):
        for one in self.result:
            if one["type"] == "labels" and one["value"]["text"] == words:
                one["value"].update(self._value(to))

    def add(self, words, label):
        value = {**self._value(words), "labels": [label]}
        self.result.append(
            {"id": f"new {words}", "from_name": "label", "to_name": "text", "type": "labels",
             "value": value}
        )  # fmt: skip

    def link(self, words, label, to):
        ids = {
            one["value"]["text"]: one["id"] for one in self.result if one["type"] == "labels"
        }
        self.result.append(
            {"type": "relation", "from_id": ids[words], "to_id": ids[to], "labels": [label],
             "direction": "right"}
        )  # fmt: skip

    def save(self):
        self.path.write_text(json.dumps(self.tasks), encoding="utf-8")
        return self.path


class Doccano:
    """As `LabelStudio`: ids are given anew, other columns go under `meta`."""

    def __init__(self, path):
        self.path = path
        self.lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for line in self.lines:
            line["meta"] = {
                "article_id": line.pop("article_id"),
                "offered": line.pop("offered"),
            }
            new = {one["id"]: one["id"] + 700 for one in line["entities"]}
            line["entities"] = [one | {"id": new[one["id"]]} for one in line["entities"]]
            line["relations"] = [
                one | {"from_id": new[one["from_id"]], "to_id": new[one["to_id"]]}
                for one in line["relations"]
            ]
        self.line = self.lines[0]

    def _place(self, words):
        start = self.line["text"].index(words)
        return {"start_offset": start, "end_offset": start + len(words)}

    def _found(self, words):
        return [
            one
            for one in self.line["entities"]
            if self.line["text"][one["start_offset"] : one["end_offset"]] == words
        ]

    def remove(self, words):
        gone = {one["id"] for one in self._found(words)}
        line = self.line
        line["entities"] = [one for one in line["entities"] if one["id"] not in gone]
        line["relations"] = [
            one for one in line["relations"] if not gone & {one["from_id"], one["to_id"]}
        ]

    def relabel(self, words, label):
        for one in self._found(words):
            one["label"] = label

    def move(self, words, to):
        for one in self._found(words):
            one.update(self._place(to))

    def add(self, words, label):
        self.line["entities"].append({"id": 999, "label": label, **self._place(words)})

    def link(self, words, label, to):
        ends = {"from_id": self._found(words)[0]["id"], "to_id": self._found(to)[0]["id"]}
        self.line["relations"].append({"id": 998, "type": label, **ends})

    def save(self):
        text = "".join(json.dumps(line) + "\n" for line in self.lines)
        self.path.write_text(text, encoding="utf-8")
        return self.path


class Brat:
    """As `LabelStudio`: works on the lines of an .ann."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "strike.ann"
        self.text = (folder / "strike.txt").read_bytes().decode()
        self.ann = self.file.read_bytes().decode()

    def _id(self, words):
        return re.search(rf"^(T\d+)\t\S+ [\d; ]+\t{re.escape(words)}$", self.ann, re.M)[1]

    def _event(self, words):
        return re.search(rf"^(E\d+)\t\S+:{self._id(words)}\b", self.ann, re.M)[1]

    def remove(self, words):
        span = self._id(words)
        event = re.search(rf"^(E\d+)\t\S+:{span}\b", self.ann, re.M)
        gone = {span, event[1] if event else span}
        pattern = "|".join(gone)
        lines = [
            re.sub(rf" \w+:(?:{pattern})(?!\w)", "", line)
            if line.startswith("E") and not re.search(rf":{span} |:{span}$", line.split(" ")[0])
            else line
            for line in self.ann.splitlines()
        ]
        kept = [line for line in lines if not re.search(rf"\b(?:{pattern})\b", line)]
        self.ann = "\n".join(kept) + "\n"

    def relabel(self, words, label):
        span = self._id(words)
        self.ann = re.sub(rf"^({span}\t)\S+", rf"\g<1>{label}", self.ann, flags=re.M)
        self.ann = re.sub(rf"^(E\d+\t)\w+(:{span}\b)", rf"\g<1>{label}\2", self.ann, flags=re.M)

    def _place(self, words):
        start = self.text.index(words)
        return f"{start} {start + len(words)}\t{words}"

    def move(self, words, to):
        span = self._id(words)
        place = self._place(to)
        self.ann = re.sub(
            rf"^({span}\t\S+) .*$", lambda m: f"{m[1]} {place}", self.ann, flags=re.M
        )

    def add(self, words, label):
        self.ann += f"T900\t{label} {self._place(words)}\n"
        if label != "QUOTE":
            self.ann += f"E900\t{label}:T900\n"

    def link(self, words, label, to):
        event = self._event(words)
        tail = self._id(to)
        self.ann = re.sub(rf"^({event}\t.*)$", rf"\1 {label}:{tail}", self.ann, flags=re.M)

    def save(self):
        self.file.write_bytes(self.ann.encode())
        return self.folder


PROGRAMS = {
    "label-studio": LabelStudio, "label-studio utf16": LabelStudio, "doccano": Doccano,
    "brat": Brat,
}  # fmt: skip


@pytest.fixture(params=PROGRAMS)
def program(request, newsclaims, run, tmp_path):
    """An export opened in a program, and the way back: (the program, import it)."""
    name, _, offsets = request.param.partition(" ")
    options = ["--offsets", offsets] if offsets else []
    out = tmp_path / "out"
    assert newsclaims("export", run, "--to", name, "--out", out, *options).exit_code == 0
    opened = PROGRAMS[request.param](out, *([offsets] if offsets else []))

    def back(*more):
        return newsclaims(
            "decisions", "import", run, opened.save(), "--from", name, "--reviewer", "bo", *more
        )

    return opened, back


def test_what_is_left_as_it_was_is_accepted_once(program, run):
    _, back = program
    assert back().exit_code == 0
    assert _decisions(run) == AS_IT_WAS
    again = back()
    assert "4 known already" in again.stderr
    assert len(read_log(run)) == 4


def test_what_is_left_as_it_was_says_nothing_if_one_wishes(program, run):
    opened, back = program
    opened.remove("shut")
    back("--changes-only")
    assert _decisions(run) == {("shut", "LABOR"): ("reject", None)}


def test_what_is_removed_is_rejected(program, run):
    opened, back = program
    opened.remove("march")
    assert back().exit_code == 0
    assert _decisions(run) == AS_IT_WAS | {("march", "PROTEST"): ("reject", None)}


def test_another_label_is_another_type_and_takes_the_mode_away(program, run):
    opened, back = program
    opened.relabel("march", "CONSULT")
    assert back().exit_code == 0
    assert _decisions(run)["march", "PROTEST"] == ("edit", {"type": "CONSULT", "mode": None})


def test_other_edges_are_an_edit(program, run, record):
    opened, back = program
    opened.move("march", "to march")
    opened.move("ten cafes", "cafes")
    assert back().exit_code == 0
    start = record.text.index("to march")
    assert _decisions(run)["march", "PROTEST"] == (
        "edit", {"trigger": {"start": start, "end": start + 8}}
    )  # fmt: skip
    action, patch = _decisions(run)["shut", "LABOR"]
    assert action == "edit"
    actor, recipient = patch["arguments"]
    assert actor["role"] == "actor"
    first = record.entities[0].mentions[0]
    assert actor["entity"] == {"start": first.start, "end": first.end}, "who stays is known"
    assert record.text[recipient["start"] : recipient["end"]] == "cafes"


def test_what_is_new_is_added_with_what_it_is_linked_to(program, run, newsclaims):
    opened, back = program
    opened.add("lost", "BUSINESS")
    opened.link("lost", "recipient", "ten cafes")
    opened.link("lost", "time", "Monday")
    assert back().exit_code == 0
    action, patch = _decisions(run)["lost", "BUSINESS"]
    assert action == "add"
    assert [one["role"] for one in patch["arguments"]] == ["recipient"]
    rows = newsclaims("export", run, "--to", "jsonl", "--status", "accepted").stdout
    (row,) = [one for one in map(json.loads, rows.splitlines()) if one["trigger"] == "lost"]
    assert (row["type"], row["begin"], row["recipient"], row["verdict"]) == (
        "BUSINESS", "2024-03-04", ["ten cafes"], "added"
    )  # fmt: skip


def test_a_new_quote_is_added(program, run):
    opened, back = program
    opened.add("closes", "QUOTE")
    assert back().exit_code == 0
    assert _decisions(run)["closes", "indirect"][0] == "add"


def test_who_leaves_a_correction_agrees_with_it(program, run, newsclaims):
    opened, back = program
    opened.relabel("march", "CONSULT")
    back()
    newsclaims("export", run, "--to", "brat", "--out", "second")
    newsclaims("decisions", "import", run, "second", "--from", "brat", "--reviewer", "cy")
    done = newsclaims("export", run, "--to", "jsonl", "--status", "accepted")
    types = {one["trigger"]: one["type"] for one in map(json.loads, done.stdout.splitlines())}
    assert types["march"] == "CONSULT"
    assert {one["verdict"] for one in map(json.loads, done.stdout.splitlines())} == {
        "accepted", "edited"
    }  # fmt: skip


def test_a_text_that_is_in_no_article_is_told(program, run, other):
    _, back = program
    (run / "records.jsonl").write_text(other.model_dump_json() + "\n", encoding="utf-8")
    done = back()
    assert done.exit_code == 1
    assert "its text is that of no article" in done.stderr
    assert "1 of them match nothing" in done.stderr
    assert read_log(run) == []


def test_items_that_were_not_exported_are_not_judged(newsclaims, run, tmp_path):
    newsclaims("export", run, "--to", "brat", "--type", "PROTEST", "--out", "out")
    newsclaims("decisions", "import", run, "out", "--from", "brat")
    assert _decisions(run) == {("march", "PROTEST"): ("accept", None)}


def test_label_studio_tells_who_did_it_and_when(newsclaims, run, tmp_path):
    newsclaims("export", run, "--to", "label-studio", "--out", "t.json")
    opened = LabelStudio(tmp_path / "t.json")
    opened.tasks[1]["annotations"] = []
    done = newsclaims(
        "decisions", "import", run, opened.save(), "--from", "label-studio", "--reviewer", "x"
    )
    assert done.stderr == "t.json: 1 articles; 4 accepted\n".replace("t.json", str(opened.path))
    assert {(one.reviewer, one.at) for one in read_log(run)} == {
        ("bo@x.org", "2026-03-07T10:00:00.500000Z")
    }


def test_label_studio_regions_with_other_words_than_the_text_are_not_guessed(
    newsclaims, run, tmp_path
):
    newsclaims("export", run, "--to", "label-studio", "--out", "t.json")
    opened = LabelStudio(tmp_path / "t.json")
    opened.result[0]["value"]["text"] = "shot"
    done = newsclaims("decisions", "import", run, opened.save(), "--from", "label-studio")
    assert done.exit_code == 1
    assert "the text has other words than 'shot'" in done.stderr
    assert read_log(run) == []


def test_choices_taken_off_in_label_studio_are_edits(newsclaims, run, tmp_path):
    newsclaims("export", run, "--to", "label-studio", "--out", "t.json")
    opened = LabelStudio(tmp_path / "t.json")
    opened.result[:] = [one for one in opened.result if one.get("from_name") != "polarity"]
    newsclaims("decisions", "import", run, opened.save(), "--from", "label-studio")
    assert _decisions(run)["march", "PROTEST"] == ("edit", {"polarity": "positive"})


def test_doccano_without_relations_says_nothing_about_them(newsclaims, run, tmp_path):
    newsclaims("export", run, "--to", "doccano", "--out", "d.jsonl")
    line = json.loads((tmp_path / "d.jsonl").read_text("utf-8").splitlines()[0])
    kept = [one for one in line["entities"] if one["label"] in LABELS]
    places = [[one["start_offset"], one["end_offset"], one["label"]] for one in kept]
    first = places.index(next(one for one in places if one[2] == "QUOTE"))
    told = {"text": line["text"], "label": places[: first + 1] + places[first + 2 :]}
    (tmp_path / "d.jsonl").write_text(json.dumps(told), encoding="utf-8")
    newsclaims("decisions", "import", run, "d.jsonl", "--from", "doccano")
    decided = _decisions(run)
    assert decided["shut", "LABOR"] == ("accept", None)
    assert decided[QUOTED, "direct"][0] == "edit", "its second piece is gone"


@pytest.fixture
def sheet(newsclaims, run, tmp_path):
    """A CSV with some cells written into it, and what its import says."""

    def fill(cells, *, separator=",", items="events", encoding="utf-8"):
        path = tmp_path / "e.csv"
        newsclaims("export", run, "--to", "csv", "--items", items, "--out", path)
        text = path.read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        rows = [row | cells.get(row["id"], {}) for row in rows]
        out = io.StringIO()
        names = dict.fromkeys(name for row in rows for name in row)
        writer = csv.DictWriter(out, names, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding, "replace"))
        return newsclaims("decisions", "import", run, path, "--from", "csv", "--reviewer", "bo")

    return fill


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_verdicts_come_out_of_a_sheet_however_it_was_saved(sheet, run, separator, encoding):
    cells = {"ev1": {"verdict": "Accept"}, "ev2": {"verdict": "no", "reason": "not an event"}}
    sheet(cells, separator=separator, encoding=encoding)
    assert _decisions(run) == {
        ("shut", "LABOR"): ("accept", None), ("march", "PROTEST"): ("reject", None)
    }  # fmt: skip
    assert {one.reason for one in read_log(run)} == {None, "not an event"}


def test_corrected_cells_are_an_edit(sheet, run):
    done = sheet({
        "ev1": {"type": "BUSINESS"},
        "ev2": {"begin": "2024-05-02", "end": "2024-05-03", "polarity": "positive",
                "verdict": "ok"},
    })  # fmt: skip
    assert done.exit_code == 0
    decided = _decisions(run)
    assert decided["shut", "LABOR"] == ("edit", {"type": "BUSINESS"})
    action, patch = decided["march", "PROTEST"]
    assert (action, patch["polarity"]) == ("edit", "positive")
    assert (patch["time"]["begin"], patch["time"]["granularity"]) == ("2024-05-02", "interval")


def test_nothing_written_into_a_sheet_says_nothing_and_twice_is_once(sheet, run):
    assert "nothing new" in sheet({}).stderr
    sheet({"ev1": {"verdict": "accept"}})
    assert "nothing new" in sheet({}).stderr, "its own verdict comes back as it was exported"
    assert len(read_log(run)) == 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"verdict": "perhaps"}, "verdict 'perhaps' is none of accept, reject, skip"),
        ({"begin": "3/4/2024"}, "begin '3/4/2024' is no day; write it as 2024-03-07"),
        ({"actor": "Somebody"}, "`actor` cannot be corrected here; use `newsclaims review`"),
        ({"modality": "perhaps"}, "modality: Input should be"),
        ({"note": "look"}, "a note without a verdict is left out"),
        ({"key": "0:event:1-2:X"}, "no such item"),
    ],
)
def test_what_cannot_be_taken_from_a_sheet_is_told(sheet, run, cells, told):
    done = sheet({"ev1": cells})
    assert done.exit_code == 1
    assert told in done.stderr
    assert read_log(run) == []


def test_quotes_are_judged_in_a_sheet_too(sheet, run):
    sheet({"q1": {"stance": "claims"}, "q2": {"verdict": "reject"}}, items="quotes")
    assert _decisions(run) == {
        (QUOTED, "direct"): ("edit", {"stance": "claims"}),
        (PLANNED, "indirect"): ("reject", None),
    }


@pytest.mark.parametrize(
    ("source", "content", "told"),
    [
        ("label-studio", "{}", "not a list of tasks"),
        ("label-studio", "no", "not JSON"),
        ("doccano", "no", "not JSON"),
        ("brat", "", "no .ann files here"),
        ("csv", "a,b\n1,2\n", "has no column `key`"),
    ],
)
def test_a_file_of_another_kind_is_refused(newsclaims, run, source, content, told):
    (run.parent / "file").write_text(content)
    done = newsclaims("decisions", "import", run, "file", "--from", source)
    assert done.exit_code == 2
    assert told in done.stderr


def test_who_leaves_a_disputed_correction_sides_with_what_was_shown(
    newsclaims, run, tmp_path, sheet
):
    sheet({"ev2": {"verdict": "reject"}})
    newsclaims("export", run, "--to", "csv", "--out", "e.csv")
    rows = (tmp_path / "e.csv").read_bytes().decode()
    (tmp_path / "e.csv").write_text(rows.replace("negative,planned", "positive,planned"))
    newsclaims("decisions", "import", run, "e.csv", "--from", "csv", "--reviewer", "cy")
    newsclaims("export", run, "--to", "brat", "--out", "shown")
    newsclaims("decisions", "import", run, "shown", "--from", "brat", "--reviewer", "di")
    told = {one.reviewer: one for one in read_log(run) if one.item.type == "PROTEST"}
    assert told["bo"].action == "reject"
    assert told["cy"].patch == told["di"].patch == {"polarity": "positive"}
