"""Logs that are signed as they must be and say what no ledger may say. Each is found, by the name
of the rule that it breaks; and each is sound but for that one record."""

from __future__ import annotations

import base64
import unittest
from typing import Any

from audited import Case, codes, report
from forge import (
    H0,
    H1,
    LEDGER,
    LOG,
    VERIFIER_KEY,
    ForgedLog,
    Hand,
    admission,
    b64,
    canonical,
    final_run,
    founded,
    leaf_hashes,
    note,
    payment,
    report_body,
    retirement,
    right,
    run_body,
    sale,
    serials,
    spki,
    stand,
    tree_root,
    verified,
    verifier_key,
    with_cash,
    with_credits,
    with_project,
)


class Credits(Case):
    def test_the_forged_ledger_itself_is_sound(self) -> None:
        answer = self.assert_sound(with_credits())
        held = {"project": "P", "vintage": 2021, "issued": 1000, "held": 900, "buffer": 100}
        self.assertEqual(answer["credits"], [{**held, "locked": 0, "retired": 0, "cancelled": 0}])

    def test_retired_twice(self) -> None:
        log = with_credits()
        log.add("credit.retire", "forester", retirement(1, 20))
        self.assert_sound(log)
        log.add("credit.retire", "forester", retirement(5, 10))
        self.assert_finds("block_final", log)

    def test_retired_by_another(self) -> None:
        log = with_credits()
        log.add("credit.retire", "buyer", retirement(1, 20))
        self.assert_finds("not_holder", log)

    def test_retired_out_of_the_buffer(self) -> None:
        log = with_credits()
        log.add("credit.retire", "bureau", retirement(901, 910))
        self.assert_finds("not_holder", log)

    def test_serials_that_were_never_issued_or_lie_in_two_blocks(self) -> None:
        log = with_credits()
        log.add("credit.retire", "forester", retirement(1001, 1002))
        self.assert_finds("serials_unknown", log)
        log = with_credits()
        log.add("credit.retire", "forester", retirement(900, 901))
        self.assert_finds("serials_overlap", log)

    def test_credits_that_overlap_leave_a_gap_or_are_more_than_was_measured(self) -> None:
        for first, last, buffer, code in (
            (1, 500, 50, "sound"),
            (2, 501, 50, "credits_exceed_report"),
            (0, 499, 50, "record_malformed"),
            (1, 501, 50, "credits_exceed_report"),
            (1, 500, 49, "buffer_mismatch"),
        ):
            log = with_credits()
            verified(log, "R2", 2022, "499.7000")  # and 0.5 t are carried
            issue = {"vintage": 2022, "first": first, "last": last, "buffer": buffer}
            log.add("credit.issue", "bureau", {"report": "R2", "vintages": [issue]})
            with self.subTest(issue):
                self.assert_sound(log) if code == "sound" else self.assert_finds(code, log)

    def test_issued_twice_on_one_report(self) -> None:
        log = with_credits()
        issue = {"vintage": 2021, "first": 1001, "last": 2000, "buffer": 100}
        log.add("credit.issue", "bureau", {"report": "R1", "vintages": [issue]})
        self.assert_finds("report_state", log)

    def test_a_year_reported_twice(self) -> None:
        log = with_credits()
        log.add("report.file", "forester", report_body(log, "R2", 2021, "10.0000"))
        self.assert_finds("period_overlaps", log)

    def test_a_report_that_says_more_than_its_rows(self) -> None:
        log = with_project()
        body = report_body(log, "R1", 2021, "10.0000")
        body["vintages"][0]["change_e4"] = body["vintages"][0]["net_e4"] = 200_000
        log.add("report.file", "forester", body)
        self.assert_finds("rows_mismatch", log)

    def test_a_verifier_whose_figures_are_others(self) -> None:
        log = with_project()
        log.add("report.file", "forester", report_body(log, "R1", 2021, "10.0000"))
        opinion = {"report": "R1", "recomputed_root": H1, "opinion": "o"}
        log.add("report.verify", "checker", opinion)
        self.assert_finds("recomputation_differs", log)

    def test_offers(self) -> None:
        log = with_credits()
        offer = {"offer": "O", "to": "buyer", "serials": serials(1, 10)}
        log.add("credit.offer", "forester", offer)
        log.add("credit.accept", "airline", {"offer": "O"})
        self.assert_finds("not_receiver", log)
        log.leaves.pop()
        log.add("credit.retire", "forester", retirement(1, 1))
        self.assert_finds("not_holder", log)
        log.leaves.pop()
        log.add("credit.accept", "buyer", {"offer": "O"})
        log.add("credit.retire", "buyer", retirement(1, 10))
        self.assert_sound(log)

    def test_one_serial_twice_in_a_sale(self) -> None:
        log = with_credits()
        body = {**sale("A", 1, 10), "blocks": [serials(1, 5), serials(5, 9)]}
        log.add("sale.match", "forester", body, "buyer")
        self.assert_finds("not_holder", log)

    def test_a_sale_that_the_buyer_has_not_signed(self) -> None:
        log = with_credits()
        log.add("sale.match", "forester", sale("A", 1, 10))
        self.assert_finds("signature_missing", log)


class Hands(Case):
    def test_keys_that_are_not_known_revoked_or_of_another_role(self) -> None:
        log = founded()
        log.add("party.admit", "stranger", admission("x", "buyer", "company"))
        self.assert_finds("key_unknown", log)
        log = founded()
        log.add("party.admit", "buyer", admission("x", "buyer", "company"))
        self.assert_finds("role_missing", log)
        log = founded()
        log.add("key.revoke", "bureau", {"key": Hand("checker").key_id, "reason": "r"})
        self.assert_sound(log)
        log.add("key.revoke", "checker", {"key": Hand("checker").key_id, "reason": "r"})
        self.assert_finds("key_revoked", log)
        log = founded()
        log.add("key.revoke", "bureau", {"key": Hand("bureau").key_id, "reason": "r"})
        self.assert_finds("last_registrar_key", log)

    def test_a_log_key_that_another_follows(self) -> None:
        def rotation(consent: str) -> dict[str, str]:
            after = Hand("log-2")
            statement = f"linhui log key v1\n{LEDGER}\n{LOG.key_id}\n{after.key_id}\n".encode()
            signed = {name: b64(Hand(name).private.sign(statement)) for name in (consent, "log-2")}
            return {"key": spki("log-2"), "possession": signed["log-2"], "consent": signed[consent]}

        log = founded()
        log.add("log.key.rotate", "bureau", rotation("log"))
        old, new = VERIFIER_KEY, verifier_key(Hand("log-2"))
        found = codes(report(self.published(log, "old"), "--key", old))
        self.assertEqual(found, [("log_key_differs", None)], "signed by the one that gave way")
        log.signer = Hand("log-2")
        folder = self.published(log, "new")
        self.assertEqual(codes(report(folder, "--key", new)), [])
        kept = self.folder / "kept"
        kept.write_bytes(note(1, leaf_hashes(log.leaves[:1])[0]))
        both = ("--key", new, "--key", old)
        self.assertEqual(codes(report(folder, *both, "--against", kept)), [])
        third = verifier_key(Hand("log-3"))
        found = codes(report(folder, "--key", new, "--key", third))
        self.assertEqual(found, [("log_key_differs", None)])
        log = founded()
        log.add("log.key.rotate", "bureau", rotation("bureau"))
        self.assert_finds("signature_invalid", log)

    def test_a_signature_over_another_record(self) -> None:
        log = founded()
        log.leaves[3] = log.leaves[3].replace(b'"name":"buyer"', b'"name":"buyes"')
        self.assert_finds("signature_invalid", log, 3)

    def test_weak_keys(self) -> None:
        """Of small order, not canonical, not on the curve."""
        for text in (
            "0000000000000000000000000000000000000000000000000000000000000000",  # order 4
            "0100000000000000000000000000000000000000000000000000000000000000",  # order 1
            "0100000000000000000000000000000000000000000000000000000000000080",  # no sign of 0
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  # order 8
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",  # order 8
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # order 2
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # 0, as p
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # 3, as p + 3
            "0200000000000000000000000000000000000000000000000000000000000000",  # off the curve
        ):
            log = founded()
            spki = LOG.spki[:12] + bytes.fromhex(text)
            body = {**admission("weak", "buyer", "company"), "key": base64.b64encode(spki).decode()}
            log.add("party.admit", "bureau", body)
            with self.subTest(text):
                self.assert_finds("key_malformed", log)

    def test_one_request_for_two_records_and_time_going_back(self) -> None:
        log = founded()
        log.add("party.admit", "bureau", admission("x", "buyer", "company"), request="r1")
        self.assert_finds("request_conflict", log)
        log = founded()
        log.time = "2026-03-01T00:49:59Z"
        log.add("party.admit", "bureau", admission("x", "buyer", "company"))
        self.assert_finds("time_out_of_range", log)
        log = founded()
        log.time = "2026-03-01T00:50:00Z"
        log.add("party.admit", "bureau", admission("x", "buyer", "company"))
        self.assert_sound(log)

    def test_a_record_of_another_ledger(self) -> None:
        log = founded()
        body = admission("x", "buyer", "company")
        log.add("party.admit", "bureau", body, ledger="0123456789ab")
        self.assert_finds("wrong_ledger", log)

    def test_forms(self) -> None:
        admitted = admission("x", "buyer", "company")
        for body, code in (
            ({**admitted, "more": 1}, "record_malformed"),
            ({**admitted, "roles": ["king"]}, "record_malformed"),
            ({**admitted, "name": ""}, "record_malformed"),
            ({**admitted, "name": "\u0007"}, "record_malformed"),
            ({**admitted, "name": "e\u0301"}, "not_canonical"),
            ({**admitted, "name": 1.5}, "not_canonical"),
            ({**admitted, "name": 2**53}, "not_canonical"),
            ({**admitted, "roles": []}, "record_malformed"),
            ([], "record_malformed"),
        ):
            log = founded()
            log.add("party.admit", "bureau", body)
            with self.subTest(body):
                self.assert_finds(code, log)


class Money(Case):
    def test_a_run_is_reckoned_again(self) -> None:
        log = final_run()
        log.add("run.pay", "forester", payment(log, 0, 1, 2))
        self.assert_sound(log)

    def test_a_fen_moved_from_one_to_another(self) -> None:
        log = with_cash()
        log.add("run.calculate", "forester", run_body(log, first_share=451))
        self.assert_finds("shares_mismatch", log)

    def test_sums_that_do_not_come_to_the_cash(self) -> None:
        log = with_cash()
        log.add("run.calculate", "forester", run_body(log, village=899))
        self.assert_finds("shares_mismatch", log)

    def test_without_the_rights_sums_are_checked_all_the_same(self) -> None:
        log = with_cash()
        body = run_body(log)
        rows = log.rows[body["rows"]["root"]]
        short = [rows[0], rows[1], rows[2].replace(b'"amount_fen":450', b'"amount_fen":449')]
        root = tree_root(leaf_hashes(short)).hex()
        log.rows = {root: short}
        log.add("run.calculate", "forester", {**body, "rows": {"root": root, "count": 3}})
        self.assert_finds("shares_mismatch", log)

    def test_paid_twice(self) -> None:
        log = final_run()
        log.add("run.pay", "forester", payment(log, 0, 1))
        log.add("run.pay", "forester", payment(log, 2, 1))
        self.assert_finds("line_not_payable", log)
        log = final_run()
        log.add("run.pay", "forester", payment(log, 1, 1))
        self.assert_finds("line_not_payable", log)

    def test_cash_shared_twice(self) -> None:
        log = with_cash()
        log.add("run.calculate", "forester", run_body(log))
        log.add("run.calculate", "forester", {**run_body(log), "run": "E"})
        self.assert_finds("cash_not_distributable", log)

    def test_a_notice_a_day_too_short(self) -> None:
        log = final_run(days=9)
        self.assert_finds("notice_too_short", log)

    def test_rights_to_more_than_the_stand(self) -> None:
        log = with_cash()
        rows = [right("q9", "S1", "contract", "h9", area_m2=1)]
        body = {"register": "f", "register_sha256": H0, "rows": log.beside(rows)}
        log.add("right.register", "bureau", body)
        self.assert_finds("rights_exceed_parcel", log)


class Rows(Case):
    def test_a_stand_that_two_projects_claim(self) -> None:
        log = with_project()
        rows = log.beside([stand(1)])
        body: dict[str, Any] = {"project": "Q", "file": "f", "file_sha256": H0, "area_m2": 10_000}
        log.add("inventory.import", "forester", {**body, "rows": rows})
        body = {"project": "Q", "name": "Q", "method": "M", "mechanism": "X"}
        years = {"from_year": 2030, "to_year": 2040, "inventory": rows["root"]}
        log.add("project.register", "forester", {**body, **years})
        self.assert_finds("stand_claimed", log)

    def test_areas_that_do_not_add_up(self) -> None:
        log = founded()
        body = {"project": "Q", "file": "f", "file_sha256": H0, "area_m2": 10_001}
        log.add("inventory.import", "forester", {**body, "rows": log.beside([stand(1)])})
        self.assert_finds("rows_mismatch", log)


class Older(Case):
    """--against: what was signed once stays so."""

    def against(self, log: ForgedLog, older: bytes) -> list[tuple[str, int | None]]:
        kept = self.folder / "kept"
        kept.write_bytes(older)
        folder = self.published(log)
        return codes(report(folder, "--key", VERIFIER_KEY, "--against", kept))

    def test_an_older_checkpoint_of_the_same_log(self) -> None:
        log = founded()
        for size in range(1, len(log.leaves) + 1):
            root = tree_root(leaf_hashes(log.leaves[:size]))
            self.assertEqual(self.against(log, note(size, root)), [])

    def test_a_log_that_is_shorter_now(self) -> None:
        longer = with_project()
        root = tree_root(leaf_hashes(longer.leaves))
        older = note(len(longer.leaves), root)
        self.assertEqual(self.against(founded(), older)[0], ("log_went_back", None))

    def test_a_log_that_was_rewritten(self) -> None:
        log = founded()
        size = len(log.leaves)
        older = note(size, tree_root(leaf_hashes(log.leaves)))
        log.leaves.pop()
        log.add("party.admit", "bureau", admission("other", "buyer", "company"))
        log.add("party.admit", "bureau", admission("x", "buyer", "company"))
        self.assertEqual(self.against(log, older), [("log_forked", None)])

    def test_a_checkpoint_that_signs_another_root(self) -> None:
        log = founded()
        folder = self.published(log)
        (folder / "checkpoint").write_bytes(note(len(log.leaves), bytes(32)))
        found = codes(report(folder, "--key", VERIFIER_KEY))
        self.assertEqual(found, [("root_differs", None)])


class Large(Case):
    def test_tiles_of_several_levels(self) -> None:
        """600 records: full and partial tiles, and a hash tile of level 1."""
        log = founded()
        while len(log.leaves) < 600:
            name = f"x{len(log.leaves)}"
            log.add("party.admit", "bureau", admission(name, "buyer", "company"))
        self.assert_sound(log)
        folder = self.published(log)
        tile = folder / "tile" / "1" / "000.p" / "2"
        tile.write_bytes(tile.read_bytes()[:32] + bytes(32))
        found = report(folder, "--key", VERIFIER_KEY)["findings"]
        self.assertEqual([f["code"] for f in found], ["tile_damaged"])
        self.assertIn("tile/1/000", found[0]["detail"])

    def test_more_findings_than_anyone_reads_are_counted(self) -> None:
        log = founded()
        log.leaves += [canonical({"junk": n}) for n in range(250)]
        answer = report(self.published(log), "--key", VERIFIER_KEY)
        self.assertEqual(len(answer["findings"]) + answer["left_off"], 250)


if __name__ == "__main__":
    unittest.main()
