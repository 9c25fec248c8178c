"""libmethodology.so from Python: columns in, exact decimals out."""

import concurrent.futures
import decimal
import random
import unittest

from linhui_methodology import Methodology, Refused

COLUMNS = {"stand_id": ["A", "乙"], "area_ha": ["12.35", "3.1"], "species": ["马尾松", "杉木"],
           "age": [None, ""], "volume_m3_ha_2020": ["88.2", "40"],
           "volume_m3_ha_2022": ["101.7", "61.3"]}


def estimate(columns=None, method="AR-CM-001-V01", **options):
    return Methodology().estimate(method, 2020, 2022, columns or COLUMNS, **options)


class FromPython(unittest.TestCase):

    def test_figures_add_up_to_the_last_digit(self):
        made = estimate(baseline=decimal.Decimal("12.5"))
        self.assertEqual(len(made.rows), 2 * 3 * 3)
        total = sum(row.change for row in made.rows if row.pool == "total" and row.change)
        self.assertEqual(made.summary["change"], total)
        self.assertEqual(made.summary["net"], total - decimal.Decimal("12.5"))
        self.assertIsNone(made.rows[0].change)
        self.assertEqual(made.rows[0].stock.as_tuple().exponent, -4)
        self.assertEqual({row.stand_id for row in made.rows}, {"A", "乙"})
        self.assertIn("species_ar_cm_001.csv", [table.name for table in made.tables])
        self.assertEqual(len(made.parameter_set_sha256), 64)
        self.assertIn("uncertainty_not_assessed", [note.code for note in made.notes])

    def test_csv_gives_the_same_rows(self):
        csv = ",".join(COLUMNS) + "\n"
        for cells in zip(*COLUMNS.values()):
            csv += ",".join(cell or "" for cell in cells) + "\n"
        made = Methodology().estimate_csv("AR-CM-001-V01", 2020, 2022, csv.encode())
        self.assertEqual(made.rows, estimate().rows)

    def test_refusals_tell_every_fault_in_both_languages(self):
        columns = dict(COLUMNS, area_ha=["x", "-1"], species=["马尾松", "no such tree"])
        with self.assertRaises(Refused) as caught:
            estimate(columns)
        self.assertEqual([finding.code for finding in caught.exception.findings],
                         ["number_malformed"])
        columns["area_ha"] = ["0", "-1"]
        with self.assertRaises(Refused) as caught:
            estimate(columns)
        findings = caught.exception.findings
        self.assertEqual(sorted({finding.code for finding in findings}),
                         ["area_not_positive", "species_unknown"])
        for finding in findings:
            self.assertTrue(finding.english and finding.chinese)
        for options in ({"method": "none"}, {"gwp": "AR9"}):
            with self.assertRaises(Refused):
                estimate(**options)

    def test_methods_are_listed(self):
        self.assertIn("IPCC-2013-WL", Methodology().methods())

    def test_a_baseline_finer_than_a_count_is_refused(self):
        with self.assertRaises(ValueError):
            estimate(baseline=decimal.Decimal("0.00001"))

    def test_junk_is_refused(self):
        chance = random.Random(7)
        library = Methodology()
        for _ in range(100):
            junk = bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
            with self.assertRaises(Refused):
                library.estimate_csv("AR-CM-001-V01", 2020, 2022, junk)

    def test_threads_get_the_same(self):
        library = Methodology()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _: library.estimate("AR-CM-001-V01", 2020, 2022, COLUMNS),
                                 range(40)))
        self.assertTrue(all(each == made[0] for each in made))


if __name__ == "__main__":
    unittest.main()
