"""An independent computation of every indicator, in SQL straight over the household rows, and its comparison with the service.

Nothing here knows the product's measures or sums: classes, deprivations and minorities are counted from `household`, wholes
from the rows of `counts`, money and criteria from their own rows; areas are rolled up level by level over `area`, and
restated by walking `area_change`. Only what is complete is told; the service must tell the same areas and the same figures.
"""

import fractions
import json

from . import paths

LEVELS = ["country", "region", "province", "district", "commune"]
COMMUNE = 4

LISTED = {
    "poor": "SUM(declared = 0)", "poor_minority": "SUM(declared = 0 AND ethnicity <> 'Kinh')",
    "poor_persons": "SUM(IF(declared = 0, members, 0))", "near_poor": "SUM(declared = 1)",
    "assessed": "SUM(declared = 0 AND deprivations >= 0)",
    "deprivations": "SUM(IF(declared = 0 AND deprivations >= 0, BIT_COUNT(deprivations), 0))",
    "assessed_both": "SUM(declared <= 1 AND deprivations >= 0)",
    **{f"both_d{n}": f"SUM(declared <= 1 AND deprivations >= 0 AND (deprivations >> {n - 1}) & 1)" for n in range(1, 17)}}
COUNTED = ("households", "households_minority", "persons", "poor", "poor_minority", "poor_persons", "near_poor")


def poverty_indicators(deprivations):
    """code: (numerators, denominator, factor of the denominator); without a denominator a count."""
    found = {"poverty.households": (["poor"], None, 1), "poverty.rate": (["poor"], "households", 1),
             "poverty.near_rate": (["near_poor"], "households", 1),
             "poverty.multidimensional_rate": (["poor", "near_poor"], "households", 1),
             "poverty.minority_rate": (["poor_minority"], "households_minority", 1),
             "poverty.minority_share": (["poor_minority"], "poor", 1), "poverty.person_rate": (["poor_persons"], "persons", 1),
             "mpi.h": (["poor"], "households", 1), "mpi.a": (["deprivations"], "assessed", deprivations)}
    for n in range(1, deprivations + 1):
        found[f"poverty.deprivation.d{n}"] = ([f"both_d{n}"], "assessed_both", 1)
    return found


def in_force(day, name="a"):
    return f"{name}.valid_from <= '{day}' AND ({name}.valid_to IS NULL OR {name}.valid_to >= '{day}')"


class Oracle:
    """The figures of one schema, by SQL. Tables of its own stand in a schema beside it."""

    def __init__(self, service):
        self.service = service
        self.beside = service.schema + "_oracle"
        service.rows(f"DROP DATABASE IF EXISTS {self.beside}; CREATE DATABASE {self.beside} CHARACTER SET utf8mb4")
        rounds = json.loads((paths.ETC / "rounds.json").read_text(encoding="utf-8"))["rounds"]
        self.rounds = {one["code"]: one for one in rounds}

    def remove(self):
        self.service.rows(f"DROP DATABASE IF EXISTS {self.beside}")

    def frame(self, day):
        """Units in force on a day with their parents; a region that no province counts to is none. Its table's name."""
        name = f"{self.beside}.frame_{day.replace('-', '')}"
        self.service.rows(f"""
            CREATE TABLE IF NOT EXISTS {name} (id INT PRIMARY KEY, code CHAR(8), level INT, parent INT, leaf INT, KEY (parent));
            DELETE FROM {name};
            INSERT INTO {name} SELECT a.id, a.code, a.level, a.parent_id, 0 FROM area a WHERE {in_force(day)};
            DELETE f FROM {name} f WHERE f.level = 1 AND f.id NOT IN (SELECT parent FROM (SELECT parent FROM {name} WHERE level = 2) p);
            UPDATE {name} f SET leaf = 1 WHERE f.id NOT IN (SELECT parent FROM (SELECT parent FROM {name} WHERE parent IS NOT NULL) p);
            """)
        return name

    def own(self, round):
        """What areas report themselves: from the list where it has it, else from counts."""
        name = f"{self.beside}.own"
        listed = ", ".join(f"{text} AS {measure}" for measure, text in LISTED.items())
        script = f"""
            DROP TABLE IF EXISTS {name}, {self.beside}.listed;
            CREATE TABLE {name} (area INT, measure VARCHAR(24), value BIGINT, PRIMARY KEY (area, measure));
            CREATE TABLE {self.beside}.listed AS SELECT h.area_id, {listed} FROM pointer p
              JOIN household h ON h.upload_id = p.upload_id AND h.area_id = p.area_id
              WHERE p.kind = 'households' AND p.period = '{round}' GROUP BY h.area_id;"""
        for measure in LISTED:
            script += f"INSERT INTO {name} SELECT area_id, '{measure}', {measure} FROM {self.beside}.listed;"
        wanted = ", ".join(f"'{measure}'" for measure in COUNTED)
        script += f"""INSERT IGNORE INTO {name} SELECT f.area_id, m.name, f.value FROM pointer p
              JOIN fact f ON f.upload_id = p.upload_id AND f.area_id = p.area_id JOIN measure m ON m.number = f.measure
              WHERE p.kind = 'counts' AND p.period = '{round}' AND m.name IN ({wanted});"""
        self.service.rows(script)
        return name

    def rolled(self, own, frame):
        """The sum of the parts if every part has one, else the area's own row; level by level."""
        name = f"{self.beside}.rolled"
        script = f"""
            DROP TABLE IF EXISTS {name};
            CREATE TABLE {name} (area INT, measure VARCHAR(24), value BIGINT, PRIMARY KEY (area, measure));
            INSERT INTO {name} SELECT o.area, o.measure, o.value FROM {own} o JOIN {frame} f ON f.id = o.area WHERE f.leaf = 1;"""
        for level in (3, 2, 1, 0):
            script += f"""
                INSERT INTO {name} SELECT f.id, r.measure, SUM(r.value) FROM {frame} f JOIN {frame} c ON c.parent = f.id
                  JOIN {name} r ON r.area = c.id WHERE f.level = {level} AND f.leaf = 0 GROUP BY f.id, r.measure
                  HAVING COUNT(*) = (SELECT COUNT(*) FROM {frame} k WHERE k.parent = f.id);
                INSERT IGNORE INTO {name} SELECT o.area, o.measure, o.value FROM {own} o JOIN {frame} f ON f.id = o.area
                  WHERE f.level = {level} AND f.leaf = 0;"""
        self.service.rows(script)
        return name

    def restated(self, own, source, target, day):
        """Units of the target frame from leaves of the source that lie wholly in them; a leaf that lies partly in a unit, or
        without a figure, leaves that unit without."""
        name, walk = f"{self.beside}.restated", f"{self.beside}.walk"
        # Between two days the ledger is walked in one direction.
        one, other = ("from_id", "to_id") if source < target else ("to_id", "from_id")
        script = f"""
            DROP TABLE IF EXISTS {name}, {walk}, {self.beside}.ledger, {self.beside}.inside, {self.beside}.touch;
            CREATE TABLE {self.beside}.ledger AS SELECT {one} AS one, {other} AS other FROM area_change;
            ALTER TABLE {self.beside}.ledger ADD KEY (one);
            CREATE TABLE {walk} AS WITH RECURSIVE step (leaf, at) AS (
                SELECT id, id FROM {source} WHERE {source}.leaf = 1
                UNION SELECT s.leaf, c.other FROM step s JOIN area a ON a.id = s.at AND NOT ({in_force(day)})
                  JOIN {self.beside}.ledger c ON c.one = a.id)
              SELECT DISTINCT step.leaf, step.at FROM step JOIN {target} t ON t.id = step.at;
            ALTER TABLE {walk} ADD PRIMARY KEY (leaf, at), ADD KEY (at);
            CREATE TABLE {self.beside}.inside AS WITH RECURSIVE up (unit, above) AS (
                SELECT id, id FROM {target} UNION SELECT u.unit, t.parent FROM up u JOIN {target} t ON t.id = u.above
                WHERE t.parent IS NOT NULL) SELECT unit, above FROM up;
            ALTER TABLE {self.beside}.inside ADD PRIMARY KEY (unit, above);
            CREATE TABLE {self.beside}.touch AS SELECT i.above AS unit, w.leaf, COUNT(*) AS here,
                (SELECT COUNT(*) FROM {walk} n WHERE n.leaf = w.leaf) AS places
              FROM {walk} w JOIN {self.beside}.inside i ON i.unit = w.at GROUP BY i.above, w.leaf;
            ALTER TABLE {self.beside}.touch ADD PRIMARY KEY (unit, leaf);
            CREATE TABLE {name} (area INT, measure VARCHAR(24), value BIGINT, PRIMARY KEY (area, measure));
            INSERT INTO {name} SELECT t.unit, o.measure, SUM(o.value) FROM {self.beside}.touch t JOIN {own} o ON o.area = t.leaf
              GROUP BY t.unit, o.measure
              HAVING COUNT(*) = (SELECT COUNT(*) FROM {self.beside}.touch k WHERE k.unit = t.unit)
                 AND MIN(t.here = t.places) = 1;"""
        self.service.rows(script)
        return name

    def figures(self, table, frame, indicator):
        """{level: {code: (numerator, denominator)}} of one indicator; denominator None for a count."""
        numerators, denominator, factor = indicator
        joins = "".join(f" JOIN {table} n{i} ON n{i}.area = f.id AND n{i}.measure = '{m}'" for i, m in enumerate(numerators))
        top = " + ".join(f"n{i}.value" for i in range(len(numerators)))
        bottom = "0"
        if denominator:
            joins += f" JOIN {table} d ON d.area = f.id AND d.measure = '{denominator}' AND d.value <> 0"
            bottom = f"d.value * {factor}"
        found = {level: {} for level in LEVELS}
        for code, level, over, under in self.service.rows(f"SELECT f.code, f.level, {top}, {bottom} FROM {frame} f{joins}"):
            found[LEVELS[int(level)]][code] = (int(over), int(under) if denominator else None)
        return found

    def money(self, day, frame, programme=None, expenditure=None, base="planned"):
        """Payments over plans of every unit on its own boundaries, the latest rows of each area; own money is added. An empty
        plan is no plan: such areas are not waited for, those with a plan and no payment are."""
        year = int(day[:4]) - (1 if day[5:7] == "01" else 0)
        only = f" AND d.programme = '{programme}'" if programme else " AND d.programme IN ('NTM', 'GNBV', 'DTTS', 'CTMTQG')"
        only += f" AND d.expenditure = '{expenditure}'" if expenditure else ""
        rows = self.service.rows(f"""
            WITH RECURSIVE up (unit, above) AS (SELECT id, id FROM {frame} UNION
              SELECT u.unit, t.parent FROM up u JOIN {frame} t ON t.id = u.above WHERE t.parent IS NOT NULL),
            current AS (SELECT d.* FROM pointer p JOIN disbursement d
                ON d.upload_id = p.upload_id AND d.area_id = p.area_id AND d.programme = p.part AND d.as_of = p.period
              WHERE p.kind = 'disbursement' AND d.as_of <= '{day}' AND d.plan_year = {year}),
            latest AS (SELECT area_id, programme, MAX(as_of) AS as_of FROM current GROUP BY area_id, programme)
            SELECT f.code, f.level, SUM(IF(d.{base} IS NULL, 0, d.disbursed)), SUM(IF(d.disbursed IS NULL, 0, d.{base}))
            FROM current d JOIN latest l
              ON l.area_id = d.area_id AND l.programme = d.programme AND l.as_of = d.as_of
              JOIN up ON up.unit = d.area_id JOIN {frame} f ON f.id = up.above
            WHERE TRUE{only} GROUP BY f.id
            HAVING SUM(IF(d.disbursed IS NULL OR d.{base} IS NULL, 0, d.{base})) <> 0
               AND COUNT(DISTINCT IF(d.{base} IS NULL, NULL, d.area_id))
                 = COUNT(DISTINCT IF(d.disbursed IS NULL OR d.{base} IS NULL, NULL, d.area_id))""")
        found = {level: {} for level in LEVELS}
        for code, level, over, under in rows:
            found[LEVELS[int(level)]][code] = (int(over), int(under))
        return found

    def criteria(self, day, frame, what):
        """Communes over communes, from the latest row of each; `what` is `recognised`, `mean` or a number. A unit has a figure when
        each of its rural communes has a row."""
        top = {"recognised": "SUM(n.recognition >= 1)", "mean": "SUM(BIT_COUNT(n.met))"}.get(
            what, f"SUM((n.met >> ({what} - 1)) & 1)" if isinstance(what, int) else "")
        rows = self.service.rows(f"""
            WITH RECURSIVE up (unit, above) AS (SELECT id, id FROM {frame} UNION
              SELECT u.unit, t.parent FROM up u JOIN {frame} t ON t.id = u.above WHERE t.parent IS NOT NULL),
            current AS (SELECT n.* FROM pointer p JOIN ntm_commune n
                ON n.upload_id = p.upload_id AND n.area_id = p.area_id AND n.as_of = p.period
              WHERE p.kind = 'ntm-criteria' AND n.as_of <= '{day}'),
            latest AS (SELECT area_id, MAX(as_of) AS as_of FROM current GROUP BY area_id)
            SELECT f.code, f.level, {top}, COUNT(*) FROM {frame} r JOIN area a ON a.id = r.id AND a.kind = 'xa'
              JOIN up ON up.unit = r.id JOIN {frame} f ON f.id = up.above
              LEFT JOIN (current n JOIN latest l ON l.area_id = n.area_id AND l.as_of = n.as_of) ON n.area_id = r.id
            GROUP BY f.id HAVING COUNT(n.area_id) = COUNT(*)""")
        found = {level: {} for level in LEVELS}
        for code, level, over, under in rows:
            found[LEVELS[int(level)]][code] = (int(over), int(under))
        return found


def hundredths(value):
    """Rounded once, half away from zero."""
    scaled = abs(value) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return fractions.Fraction(whole if value >= 0 else -whole, 100)


class Comparison:
    """Asks the service for rankings and holds each against the oracle's figures."""

    def __init__(self, client):
        self.client = client
        self.figures = 0
        self.faults = []

    def ranking(self, indicator, round, level, **query):
        answer = self.client.get("/rankings", indicator=indicator, round=round, level=level, **query)
        if answer.status != 200:
            self.faults.append(f"{indicator} {round} {level} {query}: {answer.status} {answer.text[:200]}")
            return []
        # What is published stands for itself; the oracle only counts, and ranks what is counted among itself.
        rows = [row for row in answer.json["rows"] if row["basis"] == "computed"]
        if len(rows) < len(answer.json["rows"]):
            rows = [{**row, "rank": 1 + sum(other["rank"] < row["rank"] for other in rows)} for row in rows]
        return rows

    def hold(self, what, rows, expected, scale=100, money=False, parts=True):
        """`expected` is {code: (numerator, denominator)} or {code: Fraction}."""
        told = {row["area"]["code"]: row for row in rows}
        if set(told) != set(expected):
            self.faults.append(f"{what}: only the service {sorted(set(told) - set(expected))[:5]}, "
                               f"only the oracle {sorted(set(expected) - set(told))[:5]}")
        order = {}
        for code in set(told) & set(expected):
            over, under = expected[code] if isinstance(expected[code], tuple) else (None, None)
            value = (expected[code] if over is None else fractions.Fraction(over) if under is None
                     else fractions.Fraction(scale * over, under))
            row = told[code]
            self.figures += 1
            good = fractions.Fraction(str(row["value"])) == (value if under is None and over is not None else hundredths(value))
            if parts and under is not None:
                unit = 1_000_000 if money else 1
                shown = [fractions.Fraction(str(row[name])) * unit for name in ("numerator", "denominator")]
                good = good and shown == [over, under]
            if not good:
                self.faults.append(f"{what} {code}: {row['value']} {row.get('numerator')}/{row.get('denominator')}, "
                                   f"oracle {float(value)} {over}/{under}")
            order[code] = (value, row["rank"])
        if len(order) == len(told):
            self.ranks(what, order)

    def ranks(self, what, order):
        """Equal values share a rank and the next skips, in one direction or the other."""
        values = [value for value, _ in order.values()]
        up = {code: 1 + sum(other < value for other in values) for code, (value, _) in order.items()}
        down = {code: 1 + sum(other > value for other in values) for code, (value, _) in order.items()}
        told = {code: rank for code, (_, rank) in order.items()}
        if told not in (up, down):
            self.faults.append(f"{what}: ranks")


def compare_round(comparison, oracle, round, levels, within="VN", as_of=None):
    """Every indicator of poverty in one round, on its own boundaries or on those of another day."""
    deprivations = 10 if oracle.rounds[round]["standard"] == "2016-2020" else 12
    day = oracle.rounds[round]["reference_date"]
    own = oracle.own(round)
    frame = oracle.frame(day)
    query = {"within": within}
    if as_of:
        target = oracle.frame(as_of)
        table, frame, query["as_of"] = oracle.restated(own, frame, target, as_of), target, as_of
    else:
        table = oracle.rolled(own, frame)
    found = {}
    for code, indicator in poverty_indicators(deprivations).items():
        found[code] = oracle.figures(table, frame, indicator)
        for level in levels:
            comparison.hold(f"{code} {round} {level} {as_of or ''}", comparison.ranking(code, round, level, **query),
                            found[code][level])
    for level in levels:
        h, a = found["mpi.h"][level], found["mpi.a"][level]
        m0 = {code: fractions.Fraction(100 * h[code][0], h[code][1]) * fractions.Fraction(*a[code]) for code in set(h) & set(a)}
        comparison.hold(f"mpi.m0 {round} {level}", comparison.ranking("mpi.m0", round, level, **query), m0)
    return found["poverty.rate"]


def compare_reduction(comparison, round, now, before, levels, within="VN", **query):
    """Points by which the rate fell; `now` and `before` are rates on the same boundaries."""
    for level in levels:
        both = set(now[level]) & set(before[level])
        fall = {code: fractions.Fraction(100 * before[level][code][0], before[level][code][1])
                - fractions.Fraction(100 * now[level][code][0], now[level][code][1]) for code in both}
        comparison.hold(f"poverty.reduction {round} {level}",
                        comparison.ranking("poverty.reduction", round, level, within=within, **query), fall)


def compare_dated(comparison, oracle, day, levels, within="VN", criteria=19):
    """Money and criteria on one day, on its boundaries."""
    frame = oracle.frame(day)
    wanted = {"disbursement.rate": {}, "disbursement.of_allocated": {"base": "allocated"},
              "disbursement.rate.capital": {"expenditure": "capital"}, "disbursement.rate.recurrent": {"expenditure": "recurrent"},
              **{f"disbursement.rate.{programme}": {"programme": programme} for programme in ("NTM", "GNBV", "DTTS", "PUBLIC")}}
    for code, only in wanted.items():
        found = oracle.money(day, frame, **only)
        for level in levels:
            comparison.hold(f"{code} {day} {level}", comparison.ranking(code, day, level, within=within), found[level], money=True)
    counted = {"ntm.recognised_rate": ("recognised", 100), "ntm.mean_criteria": ("mean", 1),
               **{f"ntm.criteria.c{n:02}": (n, 100) for n in range(1, criteria + 1)}}
    for code, (what, scale) in counted.items():
        found = oracle.criteria(day, frame, what)
        for level in levels:
            comparison.hold(f"{code} {day} {level}", comparison.ranking(code, day, level, within=within), found[level], scale)
